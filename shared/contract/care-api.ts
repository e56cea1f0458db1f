import { z } from 'zod';
import { exposureLine } from '../domain/exposure.ts';
import { entityId, epochMs } from '../domain/ids.ts';
import { freeText } from '../domain/text.ts';

const nothing = z.strictObject({});
/** A page tells every few seconds: more at once is no time that passed. */
const shownMs = z.number().int().nonnegative().max(60_000);

/** The care of the reviewer as it stands now. */
export const careState = z.object({
  rules: z.object({
    breakAfterMinutes: z.number().int(),
    breakMinutes: z.number().int(),
    unfilteredMinutesPerDay: z.number().int(),
  }),
  /** No case opens before; null: no break is on. */
  breakUntilMs: epochMs.nullable(),
  /** The last break ended; null: none today. */
  lastBreakEndedAtMs: epochMs.nullable(),
  unfilteredTodayMs: z.number().nonnegative(),
  isCapReached: z.boolean(),
  /** Severe cases met in a row since the last break. */
  severeInARow: z.number().int().nonnegative(),
  /** All that waits is expected to be severe. */
  hasOnlySevere: z.boolean(),
});
export type CareState = Readonly<z.infer<typeof careState>>;

/** One person's day, for that person. */
export const ownDay = z.object({
  lines: z.array(exposureLine),
  breaks: z.array(
    z.object({
      fromMs: epochMs,
      endedAtMs: epochMs,
      isCutShort: z.boolean(),
      reason: freeText(2000),
    }),
  ),
  stops: z.array(z.object({ atMs: epochMs, reason: freeText(2000) })),
  /** No limit was passed and no break cut short. */
  areCapsKept: z.boolean(),
});
export type OwnDay = Readonly<z.infer<typeof ownDay>>;

/** What the page asks about the care of its reviewer; part of `deskApi`. Nothing of it ever leaves the desk. */
export const careCalls = {
  readCare: { input: nothing, output: careState },
  /** Time that a case was on screen or heard since the last call; `atMs` is the desk's own. */
  addExposure: {
    input: z.strictObject({ caseId: entityId, unfilteredMs: shownMs, filteredMs: shownMs }),
    output: nothing,
  },
  /** No case opens until it is over. */
  beginBreak: {
    input: z.strictObject({ kind: z.enum(['break', 'pause']) }),
    output: z.object({ untilMs: epochMs }),
  },
  /** Ends a break: by itself when its time has passed, else with a reason, which stays on this desk. */
  endBreak: { input: z.strictObject({ reason: freeText(2000) }), output: nothing },
  readOwnDay: { input: z.strictObject({ dayStartMs: epochMs }), output: ownDay },
  /**
   * Takes a case from this desk and gives it back to the backend, now or once there is a network. A case that holds a verdict
   * of this desk stays.
   */
  stopCase: {
    input: z.strictObject({ caseId: entityId }),
    output: z.object({ isGivenBack: z.boolean() }),
  },
  /** Why the reviewer stopped: for their eyes alone. */
  noteStop: { input: z.strictObject({ reason: freeText(2000) }), output: nothing },
} as const;

export const careEvents = {
  /** A break began or ended: read again. */
  careChanged: z.object({}),
} as const;
