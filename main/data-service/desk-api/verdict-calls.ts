import { uuidv7 } from 'uuidv7';
import type { Handlers } from '../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../shared/contract/desk-api.ts';
import { success } from '../../../shared/lifetime/outcome.ts';
import { recordVerdict } from '../outbox/record-verdict.ts';
import type { DeskContext } from './desk-context.ts';

type Group = Pick<Handlers<DeskApi>, 'recordVerdict' | 'listJournal' | 'retryParked'>;

export function verdictHandlers(context: DeskContext): Group {
  const { tables, world } = context;
  return {
    recordVerdict(command) {
      const saved = recordVerdict(
        {
          tables,
          nowMs: () => world.nowMs(),
          makeId: uuidv7,
          makeRoom: () => context.makeRoom(),
          rescue: context.rescue,
        },
        command,
      );
      if (!saved.ok) return saved;
      const { verdictId, caseId, decidedAtMs } = saved.value;
      context.nudgeOutbox();
      context.announce('caseChanged', {
        caseId,
        revision: tables.cases.read(caseId)?.row.revision ?? 0,
      });
      context.announce('queueChanged', {});
      context.announce('deskChanged', {});
      const { waiting, sending } = tables.outbox.counts();
      return success({ verdictId, savedAtMs: decidedAtMs, waiting: waiting + sending });
    },
    listJournal({ offset, limit }) {
      const { total, entries } = tables.verdicts.journal(offset, limit);
      return success({ total, entries: [...entries] });
    },
    retryParked({ verdictId }) {
      const back = context.retryParked(verdictId);
      return back.ok ? success({}) : back;
    },
  };
}
