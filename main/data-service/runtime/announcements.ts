import type { EventData, EventName } from '../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../shared/contract/desk-api.ts';

/** Sends to every page; an announcement carries ids, and the page queries again. */
export type Announce = <N extends EventName<DeskApi>>(name: N, data: EventData<DeskApi, N>) => void;
