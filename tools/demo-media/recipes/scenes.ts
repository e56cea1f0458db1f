/* oxlint-disable typescript/no-non-null-assertion -- indices come from the same arrays and tables, in loops that run per pixel */
import { lengthOf, nothingKnown, rate, startOf, type Clip } from '../clip.ts';
import type { Timing } from '../encode.ts';
import { drawFrameCode, frameCodeFor } from '../frame-code.ts';
import { hashAt, makeRandom } from '../noise.ts';
import type { Picture } from '../picture.ts';
import { ballRoom, emptyRoom, flightsOf, touchesOf } from '../scenes/bouncing-ball.ts';
import { emptyPitch, kickAbout } from '../scenes/kick-about.ts';
import { landscape, looks } from '../scenes/landscape.ts';
import { mockBattle, shotsAtS } from '../scenes/mock-battle.ts';
import { nightCity } from '../scenes/night-city.ts';
import { paperBoat } from '../scenes/paper-boat.ts';
import { slowChords } from '../sound/music.ts';
import { makeSound, mixIn, softNoise, thud, wind } from '../sound/sound.ts';

/** The clips without people, by id; each is prepared only when it is asked for. */
export const sceneRecipes: readonly { readonly id: string; readonly make: () => Clip }[] = [
  { id: 'three-lands-cuts', make: threeLands },
  { id: 'boat-frozen', make: frozenBoat },
  { id: 'ball-60fps', make: bouncingBall },
  { id: 'city-vfr', make: cityWithOddTimes },
  { id: 'battle-coded', make: codedBattle },
  { id: 'kick-about-no-sound', make: silentKickAbout },
  { id: 'mountain-hevc', make: () => still('mountain-hevc', 'hevc-mp4', 'dawn') },
  { id: 'street-camera-avi', make: streetCamera },
  { id: 'dunes-av1', make: () => still('dunes-av1', 'av1-mp4', 'dusk') },
];

function threeLands(): Clip {
  const timing = rate(24_000, 1001);
  const [width, height, frameCount, cuts] = [854, 480, 132, [48, 92]];
  const lands = [looks.noon, looks.dusk, looks.dawn];
  return {
    ...plain('three-lands-cuts', timing, frameCount, wind(lengthOf(timing, frameCount), 5)),
    width,
    height,
    pictureAt: (frame) =>
      landscape(
        width,
        height,
        lands[cuts.filter((cut) => frame >= cut).length]!,
        2 + startOf(timing, frame),
      ),
    known: { ...nothingKnown, cuts },
  };
}

function frozenBoat(): Clip {
  const timing = rate(30_000, 1001);
  const [width, height, frameCount, frozen] = [854, 480, 150, [[66, 96]] as const];
  const heldAt = (frame: number) =>
    frozen.find(([from, to]) => frame >= from && frame < to)?.[0] ?? frame;
  return {
    ...plain('boat-frozen', timing, frameCount, sea(lengthOf(timing, frameCount))),
    width,
    height,
    pictureAt: (frame) => paperBoat(width, height, startOf(timing, heldAt(frame))),
    known: { ...nothingKnown, frozen },
  };
}

function bouncingBall(): Clip {
  const timing = rate(60);
  const [width, height, frameCount] = [854, 480, 300];
  const seconds = lengthOf(timing, frameCount);
  const flights = flightsOf(1, seconds);
  const touches = touchesOf(flights).filter((touch) => touch.atS < seconds - 0.1);
  const sound = softNoise(seconds, 700, 9).map((value) => 0.005 * value);
  touches.forEach((touch, i) => mixIn(sound, thud(0.7 * touch.strength, 60 + i), touch.atS));
  const room = emptyRoom(width, height);
  return {
    ...plain('ball-60fps', timing, frameCount, sound),
    width,
    height,
    pictureAt: (frame) => ballRoom(width, height, flights, startOf(timing, frame), room),
    known: {
      ...nothingKnown,
      soundOffsetUs: 0,
      eventsUs: touches.map((touch) => Math.round(touch.atS * 1e6)),
    },
  };
}

function cityWithOddTimes(): Clip {
  const random = makeRandom(77);
  const [width, height, frameCount] = [960, 540, 140];
  const ticks = [0];
  for (let frame = 1; frame < frameCount; frame += 1) {
    const dice = random();
    const step =
      frame === 61
        ? 38_000
        : dice < 0.62
          ? 2400 + random() * 1200
          : dice < 0.9
            ? 5200 + random() * 2200
            : 1000 + random() * 900;
    ticks.push((ticks.at(-1) ?? 0) + Math.round(step));
  }
  const timing: Timing = { kind: 'variable', ticks, endTick: (ticks.at(-1) ?? 0) + 3000 };
  const code = frameCodeFor(height);
  return {
    ...plain('city-vfr', timing, frameCount, rain(lengthOf(timing, frameCount))),
    width,
    height,
    pictureAt: (frame) => coded(nightCity(width, height, startOf(timing, frame)), code, frame),
    known: { ...nothingKnown, frameCode: code },
    options: ['-crf', '29'],
  };
}

function codedBattle(): Clip {
  const timing = rate(30_000, 1001);
  const [width, height, frameCount] = [960, 540, 150];
  const seconds = lengthOf(timing, frameCount);
  const sound = wind(seconds, 21).map((value) => 0.5 * value);
  shotsAtS.forEach((atS, i) => mixIn(sound, thud(0.8, 30 + i), atS));
  for (let beat = 0; beat * 0.29 < seconds; beat += 1)
    mixIn(sound, thud(beat % 4 === 0 ? 0.2 : 0.1, 90 + beat), beat * 0.29);
  const code = frameCodeFor(height);
  return {
    ...plain('battle-coded', timing, frameCount, sound),
    width,
    height,
    pictureAt: (frame) => coded(mockBattle(width, height, startOf(timing, frame)), code, frame),
    known: {
      ...nothingKnown,
      soundOffsetUs: 0,
      eventsUs: shotsAtS.map((atS) => Math.round(atS * 1e6)),
      frameCode: code,
    },
  };
}

function silentKickAbout(): Clip {
  const timing = rate(25);
  const [width, height] = [960, 540];
  const pitch = emptyPitch(width, height);
  return {
    ...plain('kick-about-no-sound', timing, 125, null),
    width,
    height,
    pictureAt: (frame) => kickAbout(pitch, startOf(timing, frame)),
  };
}

function still(id: string, packing: Clip['packing'], look: 'dawn' | 'dusk' | 'noon'): Clip {
  const timing = rate(24);
  const [width, height, frameCount] = [854, 480, 96];
  return {
    ...plain(id, timing, frameCount, slowChords(lengthOf(timing, frameCount))),
    packing,
    width,
    height,
    pictureAt: (frame) => landscape(width, height, looks[look], 9 + startOf(timing, frame)),
  };
}

function streetCamera(): Clip {
  const timing = rate(25);
  const [width, height, frameCount] = [640, 480, 100];
  return {
    ...plain('street-camera-avi', timing, frameCount, rain(lengthOf(timing, frameCount))),
    packing: 'mpeg4-avi',
    width,
    height,
    pictureAt: (frame) =>
      asSecurityCamera(nightCity(width, height, 20 + startOf(timing, frame)), frame),
  };
}

/** A source for the broken files: it is rendered, packed and then damaged. */
export function clipToBreak(id: string): Clip {
  const timing = rate(25);
  const [width, height, frameCount] = [640, 360, 100];
  return {
    ...plain(id, timing, frameCount, wind(lengthOf(timing, frameCount), 8)),
    width,
    height,
    pictureAt: (frame) => landscape(width, height, looks.noon, 30 + startOf(timing, frame)),
  };
}

function plain(id: string, timing: Timing, frameCount: number, sound: Float32Array | null) {
  return { id, packing: 'h264-mp4' as const, timing, frameCount, sound, known: nothingKnown };
}

function coded(picture: Picture, code: ReturnType<typeof frameCodeFor>, frame: number): Picture {
  drawFrameCode(picture, code, frame);
  return picture;
}

function sea(seconds: number): Float32Array {
  const wash = softNoise(seconds, 1100, 31);
  return wash.map((value, i) => 0.12 * value * (0.6 + 0.4 * Math.sin((i / 44_100) * 1.9)));
}

function rain(seconds: number): Float32Array {
  const sound = makeSound(seconds);
  mixIn(sound, softNoise(seconds, 6000, 41), 0, 0.035);
  mixIn(sound, softNoise(seconds, 300, 42), 0, 0.08);
  return sound;
}

/** Greyscale, brightened, with line and sensor noise. */
function asSecurityCamera(picture: Picture, frame: number): Picture {
  const { width, height, rgb } = picture;
  for (let y = 0, at = 0; y < height; y += 1) {
    const line = y % 2 === 0 ? 0.9 : 1.05;
    for (let x = 0; x < width; x += 1, at += 3) {
      const luma = 0.3 * rgb[at]! + 0.59 * rgb[at + 1]! + 0.11 * rgb[at + 2]!;
      const value = Math.min(
        255,
        (18 + luma * 1.25 + 5 * (hashAt(x >> 1, y >> 1, frame) - 0.5)) * line,
      );
      rgb[at] = value * 0.93;
      rgb[at + 1] = value;
      rgb[at + 2] = value * 0.95;
    }
  }
  return picture;
}
