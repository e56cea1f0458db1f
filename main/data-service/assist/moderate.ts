import type OpenAI from 'openai';
import { z } from 'zod';
import type { HarmCategory, Modality } from '../../../shared/domain/harm-category.ts';
import type { MachineProposal } from '../../../shared/domain/machine-proposal.ts';
import { ok, type Result } from '../../../shared/lifetime/result.ts';
import { minorsScoreKept } from './may-leave.ts';
import { badAnswer, providerFault } from './provider-faults.ts';
import type { ProviderModel } from './transcribe.ts';

const answerShape = z.object({
  results: z
    .array(
      z.object({
        category_scores: z.record(z.string(), z.number()),
        category_applied_input_types: z.record(z.string(), z.array(z.string()).nullish()).nullish(),
      }),
    )
    .min(1),
});
type ModerationResult = z.output<typeof answerShape>['results'][number];

/** The provider's words in ours; what has no counterpart keeps only the provider's name. */
const ourCategory: Readonly<Record<string, HarmCategory>> = {
  'sexual/minors': 'minors',
  sexual: 'sexual',
  violence: 'violence',
  'violence/graphic': 'violence',
  'self-harm': 'self-harm',
  'self-harm/intent': 'self-harm',
  'self-harm/instructions': 'self-harm',
  hate: 'bias',
  'hate/threatening': 'bias',
  harassment: 'bias',
  'harassment/threatening': 'bias',
};

export type SampledFrame = { readonly frame: number; readonly jpeg: Uint8Array };

/** What a person typed, and what is said in the clip: asked for only once the prompt is known to be harmless. */
export type ModeratedTexts = {
  readonly prompt: string;
  /** Null without a transcript. */
  readonly transcript: () => Promise<string | null>;
};

/**
 * Asks for a moderation of the prompt, of the transcript, then of each sampled frame by itself (the service takes one
 * picture a question). The scores of frames are the highest over all of them. Where an answer suspects a minor, nothing
 * more of the case is sent. Sound and the time between frames are never checked, and it says so.
 */
export async function moderate(
  client: OpenAI,
  texts: ModeratedTexts,
  frames: readonly SampledFrame[],
  by: ProviderModel,
): Promise<Result<MachineProposal>> {
  const ask = async (input: OpenAI.ModerationCreateParams['input']) => {
    const answer = answerShape.safeParse(
      await client.moderations.create({ model: by.model, input }),
    );
    return answer.success ? answer.data.results : null;
  };
  // A service may refuse an empty text, and there is nothing in it to look at.
  const askText = async (text: string | null) =>
    text === null || text.trim() === '' ? [] : ask([{ type: 'text', text }]);
  try {
    const prompt = await askText(texts.prompt);
    if (!prompt) return badAnswer();
    let isHeld = prompt.some((one) => suspectsMinor(one, 'text'));
    const transcript = isHeld ? [] : await askText(await texts.transcript());
    if (!transcript) return badAnswer();
    isHeld ||= transcript.some((one) => suspectsMinor(one, 'text'));
    const pictures: ModerationResult[] = [];
    const looked: number[] = [];
    for (const { frame, jpeg } of frames) {
      if (isHeld) break;
      const url = `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`;
      const answer = await ask([{ type: 'image_url', image_url: { url } }]);
      if (!answer) return badAnswer();
      pictures.push(...answer);
      looked.push(frame);
      isHeld = answer.some((one) => suspectsMinor(one, 'image'));
    }
    return ok({
      kind: 'moderation',
      author: { provider: by.provider, model: by.model, madeAtMs: by.nowMs() },
      scores: [
        ...scoresOf(prompt, 'prompt', 'text'),
        ...scoresOf(pictures, 'picture', 'image'),
        ...scoresOf(transcript, 'transcript', 'text'),
      ],
      notChecked: [
        ...(isHeld ? [onlineOnly] : []),
        ...notChecked({ prompt, transcript, pictures }),
      ],
      sampledFrames: looked,
    });
  } catch (error) {
    return providerFault(error);
  }
}

const onlineOnly =
  'An answer suspects a minor: nothing more of this case was sent, and nothing more will be.';

function suspectsMinor(result: ModerationResult, inputType: string): boolean {
  return Object.entries(result.category_scores).some(
    ([category, score]) =>
      ourCategory[category] === 'minors' &&
      score >= minorsScoreKept &&
      applies(result, category, inputType),
  );
}

/** Whether the service says that it looked at this kind of input for a category; silence counts as "text only". */
function applies(result: ModerationResult, category: string, inputType: string): boolean {
  const types = result.category_applied_input_types;
  if (types === null || types === undefined) return inputType === 'text';
  return types[category]?.includes(inputType) ?? false;
}

function scoresOf(
  results: readonly ModerationResult[],
  modality: Modality,
  inputType: string,
): Extract<MachineProposal, { kind: 'moderation' }>['scores'] {
  const highest = new Map<string, number>();
  for (const result of results) {
    for (const [category, score] of Object.entries(result.category_scores)) {
      if (applies(result, category, inputType))
        highest.set(
          category,
          Math.max(highest.get(category) ?? 0, Math.min(1, Math.max(0, score))),
        );
    }
  }
  return [...highest].map(([providerCategory, score]) => ({
    category: ourCategory[providerCategory] ?? null,
    providerCategory,
    modality,
    score,
  }));
}

function missing(results: readonly ModerationResult[], inputType: string): readonly string[] {
  const all = new Set(results.flatMap((result) => Object.keys(result.category_scores)));
  return [...all]
    .filter((category) => !results.some((result) => applies(result, category, inputType)))
    .sort();
}

type Looked = Readonly<Record<'prompt' | 'transcript' | 'pictures', readonly ModerationResult[]>>;

/** Sentences: what this answer does not cover. */
function notChecked({ prompt, transcript, pictures }: Looked): string[] {
  const sentences: string[] = [];
  const gaps = (what: string, results: readonly ModerationResult[], inputType: string) => {
    const left = missing(results, inputType);
    if (left.length > 0) sentences.push(`${what} not checked for: ${left.join(', ')}.`);
  };
  if (prompt.length === 0) sentences.push('There is no prompt to check.');
  gaps('The prompt was', prompt, 'text');
  if (transcript.length === 0) sentences.push('There is no transcript to check.');
  gaps('The transcript was', transcript, 'text');
  if (pictures.length === 0) sentences.push('No frame was checked.');
  gaps('The sampled frames were', pictures, 'image');
  sentences.push('The sound was not checked.');
  if (pictures.length > 0)
    sentences.push(
      'Only the sampled frames were looked at, one by one: what happens between them was not checked.',
    );
  sentences.push('Likeness, deception and fabricated speech were not checked.');
  return sentences;
}
