import type { Handlers } from '../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../shared/contract/desk-api.ts';
import { ok } from '../../../shared/lifetime/result.ts';
import { addExposure, beginBreak, endBreak, readCare, readOwnDay } from '../care/care-of.ts';
import { stopCase } from '../care/stop-case.ts';
import type { DeskDeps } from './desk-context.ts';

type Group = Pick<
  Handlers<DeskApi>,
  'readCare' | 'addExposure' | 'beginBreak' | 'endBreak' | 'readOwnDay' | 'stopCase' | 'noteStop'
>;

const mostNotes = 500;

export function careHandlers(context: DeskDeps): Group {
  const { tables, world } = context;
  return {
    readCare: () => ok(readCare(tables, world.nowMs())),
    addExposure(shown) {
      addExposure(tables, shown, world.nowMs());
      return ok({});
    },
    beginBreak({ kind }) {
      const untilMs = beginBreak(tables, kind, world.nowMs());
      context.announce('careChanged', {});
      return ok({ untilMs });
    },
    endBreak({ reason }) {
      const ended = endBreak(tables, reason, world.nowMs());
      context.announce('careChanged', {});
      return ended;
    },
    readOwnDay: ({ dayStartMs }) => ok(readOwnDay(tables, dayStartMs, world.nowMs())),
    stopCase({ caseId }) {
      const isGivenBack = stopCase(tables, caseId, world.nowMs());
      if (isGivenBack)
        context.afterAnswer(() => {
          // Its clip goes from the disk like that of a decided case.
          context.decided();
          void context.syncNow();
          context.announce('queueChanged', {});
          context.announce('deskChanged', {});
        });
      return ok({ isGivenBack });
    },
    noteStop({ reason }) {
      const reviewerId = tables.settings.read('enrolment')?.reviewerId ?? '';
      const notes = tables.settings.read('stopNotes') ?? [];
      const note = { reviewerId, atMs: world.nowMs(), reason };
      tables.settings.write('stopNotes', [...notes, note].slice(-mostNotes));
      return ok({});
    },
  };
}
