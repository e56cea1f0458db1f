import OpenAI, { toFile } from 'openai';
import { z } from 'zod';
import type { MachineProposal } from '../../../shared/domain/machine-proposal.ts';
import type { Transcript } from '../../../shared/domain/transcript.ts';
import { ok, type Result } from '../../../shared/lifetime/result.ts';
import { usFromSeconds, type MediaUs } from '../../../shared/media-time/units.ts';
import { badAnswer, providerFault } from './provider-faults.ts';

const timed = { start: z.number(), end: z.number() };
/** What providers answer: `verbose_json` with or without segments and words, or plain `json`. */
const answerShape = z.object({
  text: z.string(),
  language: z.string().nullish(),
  segments: z.array(z.object({ text: z.string(), ...timed })).nullish(),
  words: z.array(z.object({ word: z.string(), ...timed })).nullish(),
});

export type ProviderModel = {
  readonly provider: string;
  readonly model: string;
  readonly nowMs: () => number;
};

/** 16 kHz mono WAV; its first sample is at `fromUs` of the clip, whose clock may begin an hour late. */
export type DecodedSound = { readonly wav: Uint8Array; readonly fromUs: MediaUs };

/** Asks for a transcript of 16 kHz mono WAV. A service that refuses `verbose_json` is asked once more for plain `json`. */
export async function transcribe(
  client: OpenAI,
  { wav, fromUs }: DecodedSound,
  by: ProviderModel,
): Promise<Result<MachineProposal>> {
  const ask = async (format: 'verbose_json' | 'json') => {
    const file = await toFile(wav, 'sound.wav', { type: 'audio/wav' });
    const grain =
      format === 'verbose_json'
        ? { timestamp_granularities: ['segment', 'word'] as ('segment' | 'word')[] }
        : {};
    const answer: unknown = await client.audio.transcriptions.create({
      file,
      model: by.model,
      response_format: format,
      ...grain,
    });
    return answer;
  };
  try {
    const answer = await ask('verbose_json').catch((error: unknown) => {
      if (error instanceof OpenAI.APIError && error.status === 400) return ask('json');
      throw error;
    });
    const parsed = answerShape.safeParse(answer);
    if (!parsed.success) return badAnswer();
    return ok(proposalOf(movedBy(transcriptOf(parsed.data), fromUs), by));
  } catch (error) {
    return providerFault(error);
  }
}

/** The service counts from the WAV's first sample. */
export function movedBy(transcript: Transcript, byUs: MediaUs): Transcript {
  const moved = (us: MediaUs | null) => (us === null ? null : us + byUs);
  return {
    ...transcript,
    segments: transcript.segments.map((segment) => ({
      ...segment,
      fromUs: moved(segment.fromUs),
      toUs: moved(segment.toUs),
      ...(segment.words && {
        words: segment.words.map((word) => ({
          ...word,
          fromUs: moved(word.fromUs),
          toUs: moved(word.toUs),
        })),
      }),
    })),
  };
}

function proposalOf(transcript: Transcript, by: ProviderModel): MachineProposal {
  const isTimed = transcript.segments.some((segment) => segment.fromUs !== null);
  return {
    kind: 'transcript',
    author: { provider: by.provider, model: by.model, madeAtMs: by.nowMs() },
    transcript,
    notChecked: [
      ...(isTimed ? [] : ['The service gave no times: where a word is spoken was not checked.']),
      'Who speaks and whether the voice is genuine was not checked.',
      'Whether the speech fits the picture was not checked.',
    ],
  };
}

/** Segments with their words where the provider gives both; else its words; else the whole text without times. */
export function transcriptOf(answer: z.output<typeof answerShape>): Transcript {
  const language = answer.language ?? null;
  const spoken = (answer.words ?? []).map((part) => ({ text: part.word.trim(), ...span(part) }));
  const { segments } = answer;
  if (segments?.length)
    return {
      language,
      segments: segments.map((part, at) => {
        // A word belongs to the sentence in which its middle is; before the first and after the last, to those.
        const from = at === 0 ? -Infinity : part.start;
        const to = segments[at + 1]?.start ?? Infinity;
        const words = spoken.filter(({ fromUs, toUs }) => {
          const middle = (fromUs + toUs) / 2e6;
          return middle >= from && middle < to;
        });
        const text = part.text.trim();
        return { text, ...span(part), ...(words.length > 0 ? { words } : {}) };
      }),
    };
  if (spoken.length > 0)
    return { language, segments: spoken.map((word) => ({ ...word, words: [word] })) };
  const text = answer.text.trim();
  return { language, segments: text === '' ? [] : [{ text, fromUs: null, toUs: null }] };
}

function span(part: { readonly start: number; readonly end: number }) {
  return {
    fromUs: usFromSeconds(part.start),
    toUs: usFromSeconds(Math.max(part.start, part.end)),
  };
}
