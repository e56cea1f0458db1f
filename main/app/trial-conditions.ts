import type { StartInput } from './child-programs/data-service.ts';

/** What a trial may change in the data service's world; nothing in a packaged app. */
export type TrialConditions = Partial<Pick<StartInput, 'clockOffsetMs' | 'keyProtection'>>;

/**
 * Conditions of a trial, from the environment, accepted by unpackaged builds only:
 * `SECOND_LOOK_CLOCK_OFFSET_MS` sets the desk's clock ahead or back, `SECOND_LOOK_KEY_PROTECTION=keychain`
 * lets a machine without a keychain try what needs one.
 */
export function trialConditions(
  environment: Readonly<Record<string, string | undefined>>,
  isPackaged: boolean,
): TrialConditions {
  if (isPackaged) return {};
  const offset = Number(environment['SECOND_LOOK_CLOCK_OFFSET_MS'] ?? '0');
  return {
    ...(Number.isSafeInteger(offset) && offset !== 0 ? { clockOffsetMs: offset } : {}),
    ...(environment['SECOND_LOOK_KEY_PROTECTION'] === 'keychain'
      ? { keyProtection: 'keychain' as const }
      : {}),
  };
}
