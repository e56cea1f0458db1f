import type { Analysis } from '../../../shared/contract/evidence-api.ts';

/** The analyses with one of them further on; what has ended stays as it is. */
export function withProgress(
  analyses: readonly Analysis[],
  { analyser, progress }: { readonly analyser: string; readonly progress: number },
): Analysis[] {
  return analyses.map((one) =>
    one.analyser === analyser && (one.status === 'waiting' || one.status === 'running')
      ? { ...one, status: 'running', progress }
      : one,
  );
}
