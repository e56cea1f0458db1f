import { z } from 'zod';

/** What a policy may ask for the care of reviewers. It may be stricter than the floor, never laxer. */
export const carePolicy = z.object({
  /** Work without a break ends here. */
  breakAfterMinutes: z.number().int().min(10).max(120).optional(),
  breakMinutes: z.number().int().min(5).max(60).optional(),
  /** Of what is seen plain or heard, on one day. */
  unfilteredMinutesPerDay: z.number().int().min(1).max(240).optional(),
});
export type CarePolicy = Readonly<z.infer<typeof carePolicy>>;

export type CareRules = {
  readonly breakAfterMinutes: number;
  readonly breakMinutes: number;
  readonly unfilteredMinutesPerDay: number;
};

/**
 * What nobody can lower: not a reviewer, not a lead, not a policy. Two hours without a break at most, five minutes of rest
 * (what research on screen work calls a rest break), four hours of unfiltered content a day, three severe cases in a row.
 */
export const careFloor: CareRules & {
  readonly severeInARow: number;
  readonly pauseMinutes: number;
} = {
  breakAfterMinutes: 120,
  breakMinutes: 5,
  unfilteredMinutesPerDay: 240,
  severeInARow: 3,
  pauseMinutes: 3,
};

/** From this severity on a case counts as severe. */
export const severeFrom = 3;

const minuteMs = 60_000;

/** The strictest of the floor and all that the policies ask for, whatever they say. */
export function careRules(policies: readonly (CarePolicy | undefined)[]): CareRules {
  const asked = (name: keyof CareRules) =>
    policies.flatMap((one) => (one?.[name] === undefined ? [] : [one[name]]));
  return {
    breakAfterMinutes: Math.min(careFloor.breakAfterMinutes, ...asked('breakAfterMinutes')),
    breakMinutes: Math.max(careFloor.breakMinutes, ...asked('breakMinutes')),
    unfilteredMinutesPerDay: Math.min(
      careFloor.unfilteredMinutesPerDay,
      ...asked('unfilteredMinutesPerDay'),
    ),
  };
}

/** Whether a day's limit of unfiltered content is reached. */
export function isCapReached(rules: CareRules, unfilteredMs: number): boolean {
  return unfilteredMs >= rules.unfilteredMinutesPerDay * minuteMs;
}

/** One case that was shown, as far as the order of cases is concerned. */
export type Met = { readonly severity: number | null; readonly isExpectedSevere: boolean };

/** Severe as the verdict found it; as it was expected, where there is none. */
export function isSevere(met: Met): boolean {
  return met.severity === null ? met.isExpectedSevere : met.severity >= severeFrom;
}

/** How many of the cases met last, oldest first, were severe without another between them. */
export function severeInARow(met: readonly Met[]): number {
  const last = met.findLastIndex((one) => !isSevere(one));
  return met.length - 1 - last;
}

/** What is asked of a reviewer now. prompt: may be put off; firm: the break begins; pause: a short one after severe cases. */
export type BreakDue = 'prompt' | 'firm' | 'pause' | null;

/** Which break is due after so many minutes of work and so many severe cases in a row since the last break. */
export function breakDue(
  rules: CareRules,
  now: {
    readonly workedMinutes: number;
    readonly remindAfterMinutes: number;
    readonly severeInARow: number;
    readonly hasOnlySevere: boolean;
  },
): BreakDue {
  if (now.workedMinutes >= rules.breakAfterMinutes) return 'firm';
  if (now.hasOnlySevere && now.severeInARow >= careFloor.severeInARow) return 'pause';
  const remindAfter = Math.min(now.remindAfterMinutes, rules.breakAfterMinutes);
  return now.workedMinutes >= remindAfter ? 'prompt' : null;
}
