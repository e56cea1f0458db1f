import { careFloor } from '../../../../shared/domain/care.ts';
import type { CareState, OwnDay } from '../../../../shared/contract/care-api.ts';
import type { Handlers } from '../../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../../shared/contract/desk-api.ts';
import { err, ok } from '../../../../shared/lifetime/result.ts';

type CareHandlers = Pick<
  Handlers<DeskApi>,
  'readCare' | 'addExposure' | 'beginBreak' | 'endBreak' | 'readOwnDay' | 'stopCase' | 'noteStop'
>;

/** What the desk was told about its reviewer's care, in memory. */
export class FakeCare {
  readonly stopped: string[] = [];
  readonly stopNotes: string[] = [];
  readonly shown: { caseId: string; unfilteredMs: number; filteredMs: number }[] = [];
  readonly breakReasons: string[] = [];
  care: CareState = {
    rules: careFloor,
    breakUntilMs: null,
    lastBreakEndedAtMs: null,
    unfilteredTodayMs: 0,
    isCapReached: false,
    severeInARow: 0,
    hasOnlySevere: false,
  };
  day: OwnDay = { lines: [], breaks: [], stops: [], areCapsKept: true };

  handlers(): CareHandlers {
    return {
      readCare: () => ok(this.care),
      addExposure: (shown) => {
        this.shown.push(shown);
        return ok({});
      },
      beginBreak: ({ kind }) => {
        const minutes = kind === 'pause' ? careFloor.pauseMinutes : careFloor.breakMinutes;
        const untilMs = Date.now() + minutes * 60_000;
        this.care = { ...this.care, breakUntilMs: untilMs };
        return ok({ untilMs });
      },
      endBreak: ({ reason }) => {
        const untilMs = this.care.breakUntilMs ?? 0;
        if (Date.now() < untilMs && reason === '') return err('refused', 'Not over.');
        this.breakReasons.push(reason);
        this.care = {
          ...this.care,
          breakUntilMs: null,
          lastBreakEndedAtMs: Date.now(),
          severeInARow: 0,
        };
        return ok({});
      },
      readOwnDay: () => ok(this.day),
      stopCase: ({ caseId }) => {
        this.stopped.push(caseId);
        return ok({ isGivenBack: true });
      },
      noteStop: ({ reason }) => {
        this.stopNotes.push(reason);
        return ok({});
      },
    };
  }
}
