import type { EvidenceResult, FaceTrack } from '../../../shared/domain/evidence.ts';
import { fitClip, fitMap, type FitClip } from './fit-map.ts';
import { mouthSignals, stepsOf } from '../../../renderer/evidence/sync/mouth-signals.ts';
import {
  SoundFeatureMaker,
  type SoundFeatures,
} from '../../../renderer/evidence/sync/sound-features.ts';
import type { SoundMap } from '../../../renderer/evidence/sync/sound-map.ts';
import { soundSignals } from '../../../renderer/evidence/sync/sound-signals.ts';
import { foretellMouth, syncOfMouth } from '../../../renderer/evidence/sync/sync-of-mouth.ts';
import type { MeasuringHarness } from '../../helpers/measuring-harness.ts';
import { measurable, nameOf, soundOf } from './evidence-clips.ts';
import { Lost } from './evidence-rows.ts';
import { speakerOf } from './speakers.ts';

/** A clip with one talking face that is in sync, ready to be fitted. */
export type TaughtClip = {
  readonly clip: string;
  readonly name: string;
  readonly speaker: string;
  readonly file: string;
  readonly track: FaceTrack;
  readonly faces: Extract<EvidenceResult, { kind: 'faces' }>;
  readonly features: SoundFeatures;
  readonly fit: FitClip;
};

/** Clips whose one face is seen throughout and can be heard; others are left out, with a line that says so. */
export async function teach(
  harness: MeasuringHarness,
  clips: readonly string[],
  workFolder: string,
  say: (line: string) => void,
): Promise<readonly TaughtClip[]> {
  const taught: TaughtClip[] = [];
  for (const clip of clips) {
    const one = await teachOne(harness, clip, workFolder);
    if (one) taught.push(one);
    else say(`left out  ${nameOf(clip)}: no single face with sound`);
  }
  return taught;
}

async function teachOne(
  harness: MeasuringHarness,
  clip: string,
  workFolder: string,
): Promise<TaughtClip | null> {
  const file = await measurable(clip, workFolder);
  const sound = file && (await soundOf(file));
  if (!file || !sound) return null;
  const measured = await harness.measure(file, { analysers: ['faces'], stopAfterMs: 300_000 });
  const { result: faces = null, fault } = measured.of('faces') ?? {};
  if (!faces) throw new Lost(`faces ${measured.fault ?? fault?.kind ?? 'no answer'}`);
  const [track, ...more] = faces.kind === 'faces' ? faces.tracks : [];
  if (!track || more.length > 0 || track.found < 0.95 || faces.kind !== 'faces') return null;
  const maker = new SoundFeatureMaker();
  maker.add(sound);
  const features = maker.end();
  const span = stepsOf(track.mouth);
  const heard = soundSignals(features).map((one) => one.subarray(span.firstStep));
  const fit = fitClip(heard, mouthSignals(track.mouth, span));
  const named = { clip, name: nameOf(clip), speaker: speakerOf(clip) };
  return { ...named, file, track, faces, features, fit };
}

export type Reading = { readonly lagMs: number; readonly confidence: number };

/** What the map reads from one clip's mouth and another's (or its own) sound. */
export function read(map: SoundMap, mouth: TaughtClip, sound: TaughtClip): Reading {
  const span = stepsOf(mouth.track.mouth);
  const foretold = foretellMouth(map, soundSignals(sound.features));
  return syncOfMouth(foretold, mouthSignals(mouth.track.mouth, span), map, span.firstStep);
}

/** The map that a clip's speaker had no part in. */
export function mapWithout(clips: readonly TaughtClip[], speaker: string): SoundMap {
  return fitMap(clips.filter((one) => one.speaker !== speaker).map((one) => one.fit));
}

/** The map of all clips, with its own bias and how likely a voice is by its confidence. */
export function wholeMap(clips: readonly TaughtClip[]): SoundMap & { readonly figures: Figures } {
  const maps = new Map(clips.map((one) => [one.speaker, mapWithout(clips, one.speaker)]));
  const withMap = (one: TaughtClip): SoundMap => maps.get(one.speaker) ?? fitMap([one.fit]);
  const own = clips.map((one) => read(withMap(one), one, one));
  const others = clips.flatMap((one) =>
    clips
      .filter((other) => other.speaker !== one.speaker)
      .map((other) => read(withMap(one), one, other)),
  );
  const biasMs = tenth(own.reduce((sum, one) => sum + one.lagMs, 0) / Math.max(1, own.length));
  const errors = own.map((one) => Math.abs(one.lagMs - biasMs)).sort((a, b) => a - b);
  const reach = (readings: readonly Reading[], nx: number): string =>
    `${readings.filter((one) => one.confidence >= nx).length} of ${readings.length}`;
  return {
    ...fitMap(clips.map((one) => one.fit)),
    biasMs,
    voice: voiceCurve(own, others),
    figures: {
      how: 'each speaker left out in turn; soundtracks of the clips themselves and of every other speaker',
      errorMs: { median: tenth(errors[errors.length >> 1] ?? 0), most: tenth(errors.at(-1) ?? 0) },
      ownVoice: { 'nx >= 1': reach(own, 1), 'nx >= 1.25': reach(own, 1.25) },
      otherVoice: { 'nx >= 1': reach(others, 1), 'nx >= 1.25': reach(others, 1.25) },
    },
  };
}

export type Figures = {
  readonly how: string;
  readonly errorMs: { readonly median: number; readonly most: number };
  readonly ownVoice: Readonly<Record<string, string>>;
  readonly otherVoice: Readonly<Record<string, string>>;
};

/** Logistic regression of own against other voices by confidence, both sides weighing the same. */
function voiceCurve(own: readonly Reading[], others: readonly Reading[]): SoundMap['voice'] {
  let [middle, slope] = [1, 4];
  const sides = [
    { readings: own, isOwn: 1 },
    { readings: others, isOwn: 0 },
  ];
  for (let round = 0; round < 20_000; round += 1) {
    let [byMiddle, bySlope] = [0, 0];
    for (const { readings, isOwn } of sides) {
      for (const { confidence } of readings) {
        const told = 1 / (1 + Math.exp(-slope * (confidence - middle)));
        const off = (isOwn - told) / readings.length;
        byMiddle -= off * slope;
        bySlope += off * (confidence - middle);
      }
    }
    middle += 0.01 * byMiddle;
    slope += 0.5 * bySlope;
  }
  return { middle: Math.round(middle * 1000) / 1000, slope: tenth(slope) };
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
