import { uuidv7 } from 'uuidv7';
import { ok, type Result } from '../../../shared/lifetime/result.ts';
import { recordVerdict, type VerdictCommand } from '../outbox/record-verdict.ts';
import type { DeskDeps } from './desk-context.ts';

type Saved = {
  readonly verdictId: string;
  readonly savedAtMs: number;
  readonly waiting: number;
};

/**
 * Records a verdict; durable when it answers. Ringing the outbox and telling every page come after the answer: they write
 * to the disk themselves, and the reviewer would wait for them.
 */
export function saveVerdict(context: DeskDeps, command: VerdictCommand): Result<Saved> {
  const { tables, world } = context;
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
  const revision = tables.cases.read(caseId)?.row.revision ?? 0;
  context.afterAnswer(() => {
    context.nudgeOutbox();
    context.decided();
    context.announce('caseChanged', { caseId, revision });
    context.announce('queueChanged', {});
    context.announce('deskChanged', {});
  });
  const { waiting, sending } = tables.outbox.counts();
  return ok({ verdictId, savedAtMs: decidedAtMs, waiting: waiting + sending });
}
