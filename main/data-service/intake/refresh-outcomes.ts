import { ok, type Result } from '../../../shared/lifetime/result.ts';
import { changeCase, type IntakeDeps } from './intake-context.ts';

const atOnce = 50;

/**
 * Asks for the outcomes of verdicts whose case went on after their receipt: one that was deferred may count now,
 * one that counted may have been replaced. Each answer is kept at once, so a kill repeats at most one question.
 */
export async function refreshOutcomes(context: IntakeDeps): Promise<Result<null>> {
  const { tables, client, announce } = context;
  for (const { verdictId, caseId } of tables.verdicts.toAsk(atOnce)) {
    const answered = await client.call('readVerdict', { params: { verdictId } });
    if (!answered.ok && answered.fault.kind !== 'not-found') return answered;
    const receipt = tables.verdicts.receiptOf(verdictId);
    const outcome = answered.ok
      ? (answered.value.outcome ?? answered.value.receipt.outcome)
      : receipt?.outcome;
    if (outcome === undefined || !tables.verdicts.saveCurrentOutcome(verdictId, outcome)) continue;
    if (tables.verdicts.newestOf(caseId)?.verdictId === verdictId)
      changeCase(context, caseId, { verdictOutcome: outcome });
    announce('verdictSettled', { verdictId, caseId });
  }
  return ok(null);
}
