import { mediaStatusOf } from './media-status.ts';
import { changeCase, type IntakeDeps } from './intake-context.ts';

/** Recomputes the state of the cases that use a media file, and says that the queue changed. */
export function restateCases(
  context: Pick<IntakeDeps, 'tables' | 'announce'>,
  sha256: string,
): void {
  const { tables } = context;
  const file = tables.media.read(sha256);
  for (const caseId of tables.cases.usingMedia(sha256)) {
    const generation = tables.cases.readGeneration(caseId);
    const known = tables.cases.read(caseId);
    if (generation === null || known === null) continue;
    const { state, mediaFault } = mediaStatusOf(generation, file);
    const isUndecided =
      known.row.state === 'fetching' ||
      known.row.state === 'ready' ||
      known.row.state === 'blocked';
    const fetched = file?.isVerified ? 1 : known.row.fetched;
    const offlineReady =
      state !== 'fetching' && known.row.offlineEligible && (file?.isVerified ?? false);
    changeCase(context, caseId, {
      mediaFault,
      fetched,
      offlineReady,
      ...(isUndecided ? { state } : {}),
    });
  }
  context.announce('queueChanged', {});
}
