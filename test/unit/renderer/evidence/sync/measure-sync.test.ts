import { expect, test } from 'vitest';
import { fitClip, fitMap } from '../../../../bench/evidence/fit-map.ts';
import { sureness, voiceFit } from '../../../../../renderer/evidence/sync/judge-face.ts';
import { mouthSignals, stepsOf } from '../../../../../renderer/evidence/sync/mouth-signals.ts';
import {
  SoundFeatureMaker,
  type SoundFeatures,
} from '../../../../../renderer/evidence/sync/sound-features.ts';
import { foretell } from '../../../../../renderer/evidence/sync/sound-map.ts';
import { soundSignals } from '../../../../../renderer/evidence/sync/sound-signals.ts';
import { bestFace, measureSync } from '../../../../../renderer/evidence/sync/sync-analyser.ts';
import type { EvidenceResult, FaceTrack } from '../../../../../shared/domain/evidence.ts';

const rate = 16_000;
const author = { name: 'test', version: '1' };

/** A voice's loudness in syllables of uneven length, told at any moment. */
function syllables(seed: number): (seconds: number) => number {
  const bumps: { readonly at: number; readonly wide: number; readonly high: number }[] = [];
  let state = seed;
  const random = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  for (let at = 0.3; at < 7.5; at += 0.16 + 0.25 * random())
    bumps.push({ at, wide: 0.03 + 0.05 * random(), high: 0.3 + 0.7 * random() });
  return (seconds) =>
    bumps.reduce(
      (sum, { at, wide, high }) => sum + high * Math.exp(-(((seconds - at) / wide) ** 2)),
      0,
    );
}

function soundOf(loudness: (seconds: number) => number, lateS = 0, beginUs = 0): SoundFeatures {
  const samples = Float32Array.from({ length: rate * 8 }, (_, i) => {
    const seconds = i / rate;
    const voice = Math.sin(seconds * 900) + Math.sin(seconds * 4321) + Math.sin(seconds * 9100);
    return 0.1 * (loudness(seconds - lateS) + 0.003) * voice;
  });
  const maker = new SoundFeatureMaker(beginUs);
  maker.add({ fromUs: beginUs, sampleRate: rate, channels: [samples] });
  return maker.end();
}

/** A mouth at 25 pictures a second that opens with the loudness. */
function trackOf(
  loudness: (seconds: number) => number,
  more: Partial<FaceTrack> = {},
  seconds = 8,
): FaceTrack {
  const atUs = Array.from({ length: seconds * 25 }, (_, i) => i * 40_000);
  const opening = atUs.map((us) => 0.01 + 0.05 * loudness(us / 1e6));
  return {
    faceId: 1,
    fromUs: 0,
    toUs: seconds * 1e6,
    fromFrame: 0,
    toFrame: atUs.length,
    boxes: [],
    mouth: {
      atUs,
      opening,
      width: opening.map((value) => 0.3 - value / 2),
      luma: opening.map((value) => 0.7 - 4 * value),
    },
    eyeDistancePx: 90,
    found: 1,
    ...more,
  };
}

function facesOf(...tracks: readonly FaceTrack[]): EvidenceResult {
  const head = { author, certainty: 'clear' as const, reason: null };
  return { kind: 'faces', ...head, framesLookedAt: 200, tracks: [...tracks] };
}

const voice = syllables(7);
const taught = [syllables(1), syllables(2), syllables(3)].map((one) => {
  const track = trackOf(one);
  return fitClip(soundSignals(soundOf(one)), mouthSignals(track.mouth, stepsOf(track.mouth)));
});
const map = { ...fitMap(taught), voice: { middle: 1.1, slope: 6 } };
const streams = { hasSound: true, soundFault: null, pictureFault: null, hasPicture: true };

test('the same clips give the same map, bit for bit', () => {
  expect(fitMap(taught)).toEqual(fitMap(taught));
  expect(map.trust.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 3);
});

test('a map foretells the mouth of a voice that it never heard', () => {
  const told = foretell(map, soundSignals(soundOf(voice)))[0] ?? new Float64Array(0);
  const track = trackOf(voice);
  const seen = mouthSignals(track.mouth, stepsOf(track.mouth))[0] ?? new Float64Array(0);
  const dot = (a: Float64Array, b: Float64Array): number =>
    a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
  expect(dot(seen, told) / Math.sqrt(dot(seen, seen) * dot(told, told))).toBeGreaterThan(0.7);
});

test.each([-0.3, 0, 0.24, 0.4])(
  'a voice that is %f s late is read so, and named above 150 ms',
  (lateS) => {
    const said = measureSync(streams, [facesOf(trackOf(voice))], soundOf(voice, lateS), map);
    expect(said.certainty).toBe('clear');
    expect(said.likelySpeaking).toBe(1);
    const face = said.faces[0];
    expect(Math.abs((face?.lagMs ?? Infinity) - lateS * 1000)).toBeLessThan(15);
    expect(face?.namesOffset).toBe(Math.abs(lateS) > 0.15);
    expect(face?.voiceFitsMouth).toBeGreaterThan(0.7);
    expect(face?.sliding.length).toBeGreaterThan(5);
  },
);

test('a clip whose clock begins at an hour is judged as the same clip at zero, an hour later', () => {
  const hourUs = 3_600_000_000;
  const early = trackOf(voice);
  const late = trackOf(voice, {
    fromUs: hourUs,
    toUs: hourUs + early.toUs,
    mouth: { ...early.mouth, atUs: early.mouth.atUs.map((us) => us + hourUs) },
  });
  const span = { fromUs: 500_000, toUs: 7_500_000, probability: 0.9 };
  const speech = (byUs: number): EvidenceResult => ({
    kind: 'speech',
    author,
    certainty: 'clear',
    reason: null,
    spans: [{ ...span, fromUs: span.fromUs + byUs, toUs: span.toUs + byUs }],
    speechUs: span.toUs - span.fromUs,
  });
  for (const others of [(): readonly EvidenceResult[] => [], (byUs: number) => [speech(byUs)]]) {
    const atZero = measureSync(streams, [facesOf(early), ...others(0)], soundOf(voice, 0.24), map);
    const anHourOn = measureSync(
      streams,
      [facesOf(late), ...others(hourUs)],
      soundOf(voice, 0.24, hourUs),
      map,
    );
    expect(anHourOn).toMatchObject({
      certainty: atZero.certainty,
      reason: atZero.reason,
      speechUs: atZero.speechUs,
    });
    expect(atZero.certainty).toBe('clear');
    expect(anHourOn.faces[0]?.lagMs).toBeCloseTo(atZero.faces[0]?.lagMs ?? 0, 0);
    expect(anHourOn.faces[0]?.sliding[0]?.atUs).toBe(
      (atZero.faces[0]?.sliding[0]?.atUs ?? 0) + hourUs,
    );
  }
});

test('of two faces the one whose mouth the voice moves is named', () => {
  const silent = trackOf(syllables(11), { faceId: 1 });
  const speaking = trackOf(voice, { faceId: 2 });
  const said = measureSync(streams, [facesOf(silent, speaking)], soundOf(voice), map);
  expect(said.likelySpeaking).toBe(2);
  expect(said.faces.map((face) => face.faceId)).toEqual([1, 2]);
});

test.each([
  ['no-sound', { ...streams, hasSound: false }],
  ['no-picture', { ...streams, hasPicture: false }],
] as const)('%s is said, not measured', (reason, clip) => {
  const said = measureSync(clip, [facesOf(trackOf(voice))], soundOf(voice), map);
  expect(said).toMatchObject({ certainty: 'cannot-tell', reason, faces: [], likelySpeaking: null });
});

test('a clip without a face and a clip without a voice say so', () => {
  const silence = soundOf(() => -0.003);
  expect(measureSync(streams, [facesOf()], soundOf(voice), map).reason).toBe('no-face');
  expect(measureSync(streams, [facesOf(trackOf(voice))], silence, map).reason).toBe('no-speech');
});

test('a small face, a brief face and a short word are not measured', () => {
  const reasonOf = (track: FaceTrack, spans: readonly [number, number][] | null = null) => {
    const speech: EvidenceResult[] = spans
      ? [
          {
            kind: 'speech',
            author,
            certainty: 'clear',
            reason: null,
            speechUs: 1,
            spans: spans.map(([fromUs, toUs]) => ({ fromUs, toUs, probability: 1 })),
          },
        ]
      : [];
    return measureSync(streams, [facesOf(track), ...speech], soundOf(voice), map);
  };
  expect(reasonOf(trackOf(voice, { eyeDistancePx: 39 }))).toMatchObject({
    certainty: 'cannot-tell',
    reason: 'face-too-small',
  });
  expect(reasonOf(trackOf(voice, {}, 1)).reason).toBe('mouth-hidden');
  const short = reasonOf(trackOf(voice), [[0, 700_000]]);
  expect(['speech-too-short', 'music']).toContain(short.reason);
  expect(short.certainty).toBe('cannot-tell');
});

test('how sure a curve is goes by its confidence, and a peak at the end of the search is none', () => {
  expect(sureness({ lagMs: 20, confidence: 1.3 }).certainty).toBe('clear');
  expect(sureness({ lagMs: 20, confidence: 1.1 }).certainty).toBe('weak');
  expect(sureness({ lagMs: 20, confidence: 0.9 }).certainty).toBe('cannot-tell');
  expect(sureness({ lagMs: 699, confidence: 2 }).certainty).toBe('cannot-tell');
  expect(voiceFit(map, map.voice.middle)).toBe(0.5);
});

test('a face that can be told stands before one that fits better and can not', () => {
  const said = measureSync(streams, [facesOf(trackOf(voice))], soundOf(voice), map).faces[0];
  if (!said) throw new Error('no face');
  const small = { ...said, faceId: 2, certainty: 'cannot-tell' as const, confidence: 9 };
  expect(bestFace([small, said])?.faceId).toBe(1);
  expect(bestFace([])).toBeUndefined();
});
