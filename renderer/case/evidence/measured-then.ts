import type { Analysis } from '../../../shared/contract/evidence-api.ts';
import type { MeasuredThen } from '../../../shared/domain/verdict.ts';

/** How every measurement stands now, as a verdict that is saved now carries it. */
export function measuredThen(analyses: readonly Analysis[]): readonly MeasuredThen[] {
  return analyses.map(({ analyser, author, standing, result }) => ({
    analyser,
    version: (result?.author ?? author).version,
    standing: result ? result.certainty : standing === 'failed' ? 'not-measured' : 'coming',
    reason: result?.reason ?? null,
  }));
}
