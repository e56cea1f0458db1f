import {
  askedAndSaid,
  type AskedAndSaid,
  type SaidSpan,
} from '../../../shared/domain/asked-and-said.ts';
import type { Generation } from '../../../shared/domain/generation.ts';
import type { MachineProposal } from '../../../shared/domain/machine-proposal.ts';
import { wordsOf } from '../../../shared/domain/spoken-words.ts';

/** What was asked for against what is said, and whose transcript says so; null where there is none. */
export type AskedView = AskedAndSaid & { readonly author: string | null };

/** The backend's transcript where it gave one, else the one that the assist made. */
export function askedView(
  generation: Pick<Generation, 'prompt' | 'transcript'>,
  proposals: readonly MachineProposal[],
): AskedView {
  const { transcript, prompt } = generation;
  if (transcript) {
    const { name, version } = transcript.author;
    return { ...askedAndSaid(prompt, transcript), author: `${name} ${version}`.trim() };
  }
  const made = proposals.find((proposal) => proposal.kind === 'transcript');
  if (made?.kind !== 'transcript') return { ...askedAndSaid(prompt, null), author: null };
  const author = `${made.author.provider}, ${made.author.model}`;
  return { ...askedAndSaid(prompt, made.transcript), author };
}

/** Speech that was not asked for, in the clip's order. */
export function unaskedSpans(of: Pick<AskedAndSaid, 'said'>): readonly SaidSpan[] {
  return of.said.filter((span) => span.mark === 'not-asked-for');
}

/** Words (signs, in writing without spaces) by what became of them. */
export function wordCounts(of: Pick<AskedAndSaid, 'asked' | 'said'>) {
  const count = (
    spans: readonly { readonly text: string; readonly mark: string }[],
    mark: string,
  ) =>
    spans
      .filter((span) => span.mark === mark)
      .reduce((sum, span) => sum + wordsOf(span.text).length, 0);
  const absent = count(of.asked, 'absent');
  const met = count(of.asked, 'said');
  return { met, asked: met + absent, unasked: count(of.said, 'not-asked-for') };
}
