import modelUrl from '@ricky0123/vad-web/dist/silero_vad_v6.onnx?url';
import { analyserCards } from '../../../shared/domain/analyser-cards.ts';
import type { EvidenceResult } from '../../../shared/domain/evidence.ts';
import type { Analyser } from '../engine/analyser.ts';
import { onnxRuntime } from '../engine/onnx-runtime.ts';
import { gatherMono16k } from '../sound/mono-16k.ts';
import { loadSpeechModel, type SpeechModel } from './speech-model.ts';
import { speechSpansOf } from './speech-spans.ts';

type Speech = Extract<EvidenceResult, { kind: 'speech' }>;

const card = analyserCards.speech;
const { author } = card;
/** Between the thresholds the model is not sure: a lane of such steps is called weak. */
const sureAt = 0.75;
const mostSpans = 5000;

/** Where speech is in the soundtrack. */
export function speechAnalyser(): Analyser<Speech> {
  let model: Promise<SpeechModel> | null = null;
  return {
    ...card,
    needs: { frames: false, sound: true },
    async begin(clip) {
      const gathered = gatherMono16k();
      return {
        sound: (block) => gathered.add(block),
        async end() {
          const empty = { kind: 'speech' as const, author, spans: [], speechUs: 0 };
          if (!clip.hasSound) return { ...empty, certainty: 'cannot-tell', reason: 'no-sound' };
          const sound = gathered.end();
          if (clip.soundFault !== null || sound === null)
            return { ...empty, certainty: 'cannot-tell', reason: 'sound-undecodable' };
          model ??= fetchModel();
          const probabilities = await (await model).probabilities(sound.samples);
          const spans = speechSpansOf(probabilities, sound.fromUs).slice(0, mostSpans);
          const speechUs = spans.reduce((sum, span) => sum + span.toUs - span.fromUs, 0);
          const isSure = spans.every((span) => span.probability >= sureAt);
          return {
            ...empty,
            certainty: isSure ? 'clear' : 'weak',
            reason: isSure ? null : 'speech-unsure',
            spans,
            speechUs,
          };
        },
      };
    },
  };
}

async function fetchModel(): Promise<SpeechModel> {
  const answer = await fetch(modelUrl);
  return loadSpeechModel(onnxRuntime(), new Uint8Array(await answer.arrayBuffer()));
}
