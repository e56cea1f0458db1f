/* oxlint-disable typescript/no-non-null-assertion -- indices come from the same arrays and tables, in loops that run per pixel */
import { lengthOf, nothingKnown, startOf, type Clip, type Packing } from '../clip.ts';
import type { Timing } from '../encode.ts';
import { makeBust, type Bust } from '../head/bust.ts';
import { cast } from '../head/character.ts';
import { poseAt, type Manner } from '../head/liveliness.ts';
import type { Mesh } from '../head/mesh.ts';
import { drawBust, makePainter, type Painter, type Stand } from '../head/render.ts';
import type { Picture } from '../picture.ts';
import { backdrop, type Backdrop } from '../scenes/backdrop.ts';
import { makeSound, mixIn, normalise, roomTone } from '../sound/sound.ts';
import { closedMouth, mouthOf, type MouthTrack } from '../speech/mouth.ts';
import { spansOf, speak, type Phoneme, type Voice } from '../speech/speak.ts';

/** One person in a talking clip; `mouthText` is what the mouth forms, null for one who listens. */
export type Actor = {
  readonly who: keyof typeof cast;
  readonly mouthText: string | null;
  readonly stand: Stand;
  readonly manner: Manner;
};

/** A talking clip: actors from left to right, what is heard, and how late. */
export type TalkingPlan = {
  readonly id: string;
  readonly packing: Packing;
  readonly width: number;
  readonly height: number;
  readonly timing: Timing & { readonly kind: 'constant' };
  readonly backdrop: Backdrop;
  readonly actors: readonly Actor[];
  readonly voice: Voice;
  readonly spokenText: string | null;
  readonly askedText: string;
  readonly soundLateUs: number;
  readonly music?: (seconds: number) => Float32Array;
};

const leadUs = 450_000;
const tailUs = 650_000;

/** Renders people who say (or seem to say) a text. */
export function talkingClip(mesh: Mesh, plan: TalkingPlan): Clip {
  const mouthSpeech = speakerOf(plan);
  const heard = plan.spokenText === null ? null : speak(plan.spokenText, plan.voice);
  const mouthPhonemes = mouthSpeech ? speak(mouthSpeech, plan.voice).phonemes : [];
  const longestUs = Math.max(endOf(mouthPhonemes), endOf(heard?.phonemes ?? []) + plan.soundLateUs);
  const frameCount = Math.ceil(
    ((leadUs + longestUs + tailUs) / 1e6) * (plan.timing.numerator / plan.timing.denominator),
  );
  const seconds = lengthOf(plan.timing, frameCount);
  const heardFromUs = leadUs + plan.soundLateUs;
  return {
    id: plan.id,
    packing: plan.packing,
    width: plan.width,
    height: plan.height,
    timing: plan.timing,
    frameCount,
    pictureAt: makePictures(mesh, plan, mouthOf(mouthPhonemes, leadUs), seconds),
    sound: soundtrack(plan, heard?.samples ?? null, heardFromUs, seconds),
    known: {
      ...nothingKnown,
      spokenText: plan.spokenText,
      spokenWords: (heard?.words ?? []).map(({ text, fromUs, toUs }) => ({
        text,
        fromUs: fromUs + heardFromUs,
        toUs: toUs + heardFromUs,
      })),
      mouthText: mouthSpeech,
      askedText: plan.askedText,
      speechSpansUs: heard ? shifted(spansOf(heard.phonemes), heardFromUs) : [],
      mouthSpansUs: shifted(spansOf(mouthPhonemes), leadUs),
      soundOffsetUs:
        plan.spokenText !== null && plan.spokenText === mouthSpeech ? plan.soundLateUs : null,
      faces: {
        count: plan.actors.length,
        speaking:
          plan.spokenText === null
            ? null
            : plan.actors.findIndex((actor) => actor.mouthText !== null),
        boxes: plan.actors.map((actor) => faceBox(actor.stand)),
      },
    },
  };
}

function makePictures(
  mesh: Mesh,
  plan: TalkingPlan,
  mouth: MouthTrack,
  seconds: number,
): (frameIndex: number) => Picture {
  const painter: Painter = makePainter(plan.width, plan.height);
  const room = backdrop(plan.width, plan.height, plan.backdrop);
  const busts: readonly Bust[] = plan.actors.map((actor) => makeBust(mesh, cast[actor.who]));
  return (frameIndex) => {
    const picture = { ...room, rgb: room.rgb.slice() };
    const at = startOf(plan.timing, frameIndex);
    plan.actors.forEach((actor, i) => {
      const shape = (actor.mouthText === null ? closedMouth : mouth)(at * 1e6);
      drawBust(painter, picture, busts[i]!, poseAt(shape, actor.manner, at, seconds), actor.stand);
    });
    return picture;
  };
}

function soundtrack(
  plan: TalkingPlan,
  samples: Float32Array | null,
  fromUs: number,
  seconds: number,
): Float32Array {
  const sound = makeSound(seconds);
  mixIn(sound, roomTone(seconds, plan.id.length + 7), 0);
  if (plan.music) mixIn(sound, plan.music(seconds), 0);
  if (samples) mixIn(sound, normalise(samples, 0.6), fromUs / 1e6);
  return sound;
}

function speakerOf(plan: TalkingPlan): string | null {
  return plan.actors.find((actor) => actor.mouthText !== null)?.mouthText ?? null;
}

function endOf(phonemes: readonly Phoneme[]): number {
  return spansOf(phonemes).at(-1)?.[1] ?? 0;
}

function shifted(
  spans: readonly (readonly [number, number])[],
  byUs: number,
): readonly (readonly [number, number])[] {
  return spans.map(([fromUs, toUs]) => [fromUs + byUs, toUs + byUs] as const);
}

/** The face from hairline to chin, give or take the head's movement. */
function faceBox(stand: Stand): { xPx: number; yPx: number; widthPx: number; heightPx: number } {
  const unit = stand.pixelsPerUnit;
  return {
    xPx: Math.round(stand.x - 0.78 * unit),
    yPx: Math.round(stand.y - 0.8 * unit),
    widthPx: Math.round(1.56 * unit),
    heightPx: Math.round(2 * unit),
  };
}
