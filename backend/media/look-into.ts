import { ok } from '../../shared/lifetime/result.ts';
import { readAsDesk, type DeskReading } from './desk-reading.ts';
import { planReview, type DeskOutcome, type ReviewPlan } from './media-facts.ts';
import { probeMedia } from './probe.ts';

/** What is to be done about a file, and what the desk's reader found in it. */
export type LookedInto = { readonly plan: ReviewPlan; readonly reading: DeskReading };

/** Asks a prober and the desk's own reader. Never throws on a bad file. */
export async function lookInto(path: string, hasFfmpeg: boolean): Promise<LookedInto> {
  const [facts, reading] = await Promise.all([probeMedia(path, hasFfmpeg), readAsDesk(path)]);
  return { plan: planReview(facts, foundBy(reading)), reading };
}

function foundBy({ clip }: DeskReading): DeskOutcome {
  if (!clip.ok) return clip;
  const { index, isCutShort, framesFound } = clip.value;
  return ok({ irregularities: index.irregularities, isCutShort, framesFound });
}
