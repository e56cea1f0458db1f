import type { Generation } from '../../../shared/domain/generation.ts';
import type { MachineProposal } from '../../../shared/domain/machine-proposal.ts';
import { failure, success, type Outcome } from '../../../shared/lifetime/outcome.ts';

/** From this classifier score on, material that may show minors stays in the building. */
export const minorsScoreKept = 0.2;

const stays = (why: string) =>
  failure(
    'may-not-leave',
    `This case stays in the building: ${why}. Nothing was sent to the outside service.`,
    'never',
  );

/**
 * Whether a case may be sent to an outside service. It may not when the backend says that it must stay here, when any
 * classifier gives "minors" 0.2 or more or did not check it at all, when an earlier answer of the service itself did so, or
 * when it began from an uploaded picture or recording whose consent is missing. Pure; when in doubt the answer is no.
 */
export function mayLeave(
  offlineEligible: boolean,
  generation: Pick<Generation, 'scores' | 'uploadReference'>,
  proposals: readonly MachineProposal[] = [],
): Outcome<null> {
  if (!offlineEligible) return stays('the backend marked it so');
  const minors = generation.scores.filter((score) => score.category === 'minors');
  if (minors.some((score) => (score.score ?? 0) >= minorsScoreKept))
    return stays('a classifier suspects that it shows a minor');
  if (minors.length > 0 && minors.every((score) => score.score === null))
    return stays('no classifier could check whether it shows a minor');
  if (proposals.some(suspectsMinor))
    return stays('an earlier check suspects that it shows a minor');
  if (generation.uploadReference?.consent === 'missing')
    return stays('the person in the uploaded reference has not consented');
  return success(null);
}

function suspectsMinor(proposal: MachineProposal): boolean {
  return (
    proposal.kind === 'moderation' &&
    proposal.scores.some(({ category, score }) => category === 'minors' && score >= minorsScoreKept)
  );
}
