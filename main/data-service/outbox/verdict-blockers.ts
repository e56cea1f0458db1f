import { judgementGaps, type JudgementGap } from '../../../shared/domain/judgement-gaps.ts';
import type { Policy } from '../../../shared/domain/policy.ts';
import type { Judgement, Verdict } from '../../../shared/domain/verdict.ts';
import type { Fault } from '../../../shared/lifetime/fault.ts';
import type { StoredCase } from '../cache/cases.ts';

/** What is gathered before a verdict is let through. */
export type VerdictCheck = {
  readonly judgement: Judgement;
  readonly supersedesVerdictId: string | null;
  readonly known: StoredCase;
  readonly newest: Pick<Verdict, 'verdictId'> | null;
  readonly policy: Policy | null;
};

const gapSentences: Readonly<Record<JudgementGap, string>> = {
  'branch-missing': 'Choose a branch of the policy.',
  'branch-unknown': 'The policy has changed: choose its branch again.',
  'decision-missing': 'Choose a decision.',
  'decision-not-in-branch': 'This branch of the policy does not allow that decision.',
  'severity-missing': 'Choose a severity.',
  'severity-out-of-range': 'This branch of the policy does not allow that severity.',
  'confidence-missing': 'Say how sure you are.',
  'reason-missing': 'Choose at least one reason.',
  'reason-unknown': 'The policy has changed: choose the reasons again.',
};

const no = (kind: Fault['kind'], message: string): Fault => ({
  kind,
  message,
  retry: 'after-user',
});

/** Why a verdict can't be recorded, the first reason in order; null when it can. Pure: a table is its test. */
export function verdictBlocker({
  judgement,
  supersedesVerdictId,
  known,
  newest,
  policy,
}: VerdictCheck): Fault | null {
  const { state } = known.row;
  if (policy === null)
    return no(
      'not-ready',
      'The policy of this case has not been fetched yet. It comes with the next contact to the backend.',
    );
  if (state === 'lost' && newest === null)
    return no(
      'claim-lost',
      'This case is no longer yours: it was decided or given to somebody else. Your draft is kept.',
    );
  if (supersedesVerdictId === null && newest !== null)
    return no(
      'refused',
      'This case has a verdict already. To change your mind, correct that verdict.',
    );
  if (supersedesVerdictId !== null && supersedesVerdictId !== newest?.verdictId) {
    return no(
      'refused',
      'Only the newest verdict of this case at this desk can be corrected. Open the case again.',
    );
  }
  if (newest === null && state === 'fetching' && known.mediaFault?.kind === 'integrity-failed')
    return no(
      'integrity-failed',
      'A piece of this clip on the disk was damaged, so what you saw may be wrong. The clip is being fetched and checked again; your draft is kept, and you can decide when the clip is whole.',
    );
  if (newest === null && state === 'fetching')
    return no(
      'not-ready',
      'The clip is still being fetched and checked; a verdict needs the whole, verified clip.',
    );
  const gaps = judgementGaps(judgement, policy);
  if (gaps.length > 0) return no('refused', gaps.map((gap) => gapSentences[gap]).join(' '));
  return null;
}
