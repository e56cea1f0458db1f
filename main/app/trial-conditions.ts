import type { StartInput } from './child-programs/data-service.ts';

/** What a trial may change in the data service's world; nothing in a packaged app. */
export type TrialConditions = Partial<Pick<StartInput, 'clockOffsetMs'>>;

/** `SECOND_LOOK_CLOCK_OFFSET_MS` sets the desk's clock ahead or back: accepted by unpackaged builds only. */
export function trialConditions(
  environment: Readonly<Record<string, string | undefined>>,
  isPackaged: boolean,
): TrialConditions {
  if (isPackaged) return {};
  const offset = Number(environment['SECOND_LOOK_CLOCK_OFFSET_MS'] ?? '0');
  return Number.isSafeInteger(offset) && offset !== 0 ? { clockOffsetMs: offset } : {};
}
