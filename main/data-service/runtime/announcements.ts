import type { EventData, EventName } from '../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../shared/contract/desk-api.ts';

/** Tells every page; an announcement carries ids, and the reader asks again. */
export type Announce = <N extends EventName<DeskApi>>(name: N, data: EventData<DeskApi, N>) => void;
