import type { Analysis } from '../../../shared/contract/evidence-api.ts';
import type { MeasuredThen } from '../../../shared/domain/verdict.ts';

/** The status of every measurement now, as a verdict that is saved now carries it. */
export function measuredThen(analyses: readonly Analysis[]): readonly MeasuredThen[] {
  return analyses.map(({ analyser, author, status, result }) => ({
    analyser,
    version: (result?.author ?? author).version,
    status: result ? result.certainty : status === 'failed' ? 'not-measured' : 'coming',
    reason: result?.reason ?? null,
  }));
}
