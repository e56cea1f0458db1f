import type { Generation } from '../../../shared/domain/generation.ts';
import type { HarmCategory, Modality } from '../../../shared/domain/harm-category.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { MachineProposal } from '../../../shared/domain/machine-proposal.ts';
import { err, ok, type Result } from '../../../shared/lifetime/result.ts';

/** From this classifier score on, material that may show minors stays in the building. */
export const minorsScoreKept = 0.2;

/** What is known of a case on which it depends whether an outside service may be asked about it. */
export type CaseToSend = {
  readonly offlineEligible: boolean;
  readonly generation: Pick<Generation, 'scores' | 'uploadReference'>;
  /** Each part of the case that would be sent. */
  readonly modalities: readonly Modality[];
  /** What machines said of it at this desk. */
  readonly proposals: readonly MachineProposal[];
  /** What the reviewer of this desk says of it, in a draft or in a verdict. */
  readonly judged: readonly {
    readonly category: HarmCategory | null;
    readonly findings: readonly Pick<Finding, 'kind'>[];
  }[];
  /** The clip was marked at this desk as putting a child at risk. */
  readonly isWithheld: boolean;
};

const stays = (why: string) =>
  err(
    'may-not-leave',
    `This case stays in the building: ${why}. Nothing more of it is sent to the outside service.`,
    'never',
  );

/**
 * Whether a case may be sent to an outside service: only when a classifier checked each part of it that would be sent for
 * minors, and every score about minors is below 0.2. Not when the backend says that it must stay here, when its reviewer or
 * a machine suspects a minor, nor when it began from an upload whose consent is missing. Pure; when in doubt, no.
 */
export function mayLeave(of: CaseToSend): Result<null> {
  const { generation, modalities } = of;
  if (!of.offlineEligible) return stays('the backend marked it so');
  if (of.isWithheld || of.judged.some(saysMinor))
    return stays('its reviewer marked that it may show a minor');
  const minors = generation.scores.filter((score) => score.category === 'minors');
  if (minors.some(({ score }) => score !== null && !(score < minorsScoreKept)))
    return stays('a classifier suspects that it shows a minor');
  const unchecked = modalities.find(
    (part) => !minors.some(({ modality, score }) => modality === part && score !== null),
  );
  if (unchecked !== undefined || modalities.length === 0)
    return stays(`no classifier checked its ${unchecked ?? 'parts'} for minors`);
  if (of.proposals.some(suspectsMinor))
    return stays('an earlier check suspects that it shows a minor');
  if (generation.uploadReference?.consent === 'missing')
    return stays('the person in the uploaded reference has not consented');
  return ok(null);
}

function saysMinor({ category, findings }: CaseToSend['judged'][number]): boolean {
  return category === 'minors' || findings.some(({ kind }) => kind === 'minor');
}

function suspectsMinor(proposal: MachineProposal): boolean {
  return (
    proposal.kind === 'moderation' &&
    proposal.scores.some(
      ({ category, score }) => category === 'minors' && !(score < minorsScoreKept),
    )
  );
}
