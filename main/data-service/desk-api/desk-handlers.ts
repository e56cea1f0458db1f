import type { Handlers } from '../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../shared/contract/desk-api.ts';
import { assistHandlers } from './assist-calls.ts';
import { careHandlers } from './care-calls.ts';
import { caseHandlers } from './case-calls.ts';
import { connectionHandlers } from './connection-calls.ts';
import type { DeskDeps } from './desk-context.ts';
import { evidenceHandlers } from './evidence-calls.ts';
import { mediaHandlers } from './media-calls.ts';
import { statisticsHandlers } from './statistics-calls.ts';
import { journalHandlers } from './journal-calls.ts';
import { travelHandlers } from './travel-calls.ts';
import { verdictHandlers } from './verdict-calls.ts';

/** Every call of the page, one file per group. */
export function deskHandlers(context: DeskDeps): Handlers<DeskApi> {
  return {
    ...connectionHandlers(context),
    ...caseHandlers(context),
    ...careHandlers(context),
    ...mediaHandlers(context),
    ...verdictHandlers(context),
    ...journalHandlers(context),
    ...travelHandlers(context),
    ...statisticsHandlers(context),
    ...assistHandlers(context),
    ...evidenceHandlers(context),
  };
}
