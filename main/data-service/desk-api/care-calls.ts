import type { Handlers } from '../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../shared/contract/desk-api.ts';
import { ok } from '../../../shared/lifetime/result.ts';
import { stopCase } from '../care/stop-case.ts';
import type { DeskDeps } from './desk-context.ts';

type Group = Pick<Handlers<DeskApi>, 'stopCase' | 'noteStop'>;

const mostNotes = 500;

export function careHandlers(context: DeskDeps): Group {
  const { tables, world } = context;
  return {
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
