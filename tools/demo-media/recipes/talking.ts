import { rate, type Clip } from '../clip.ts';
import type { Mesh } from '../head/mesh.ts';
import { hush, guitar, sirenTones } from '../sound/music.ts';
import { talkingClip, type TalkingPlan } from './talking-head.ts';

const calm = { turn: 0.06, liveliness: 0.8, smile: 0.22 };

const weather =
  'Good evening. Light rain will reach the coast tonight, and by morning the sky clears.';
const bank = 'Please move your savings before noon. My bank has asked everybody to do it today.';
const bridge =
  'The bridge will open again on Monday, and the market stays where it has always been.';
const cancelled =
  'Tomorrow the vote is cancelled. Nobody needs to come to a polling station any more.';
const witness = 'I was there the whole evening, and I remember every word they told me.';
const song = 'My love is a paper moon, rolling slowly over the blue lagoon.';
const alarm = 'This is an emergency. Leave your homes right now, and do not use the phone.';
const ward = 'We counted the beds twice, and the ward has all the people it needs for winter.';

const plans: readonly TalkingPlan[] = [
  {
    id: 'weather-in-sync',
    packing: 'h264-mp4',
    width: 640,
    height: 640,
    timing: rate(24),
    backdrop: 'studio',
    actors: [
      {
        who: 'amara',
        mouthText: weather,
        stand: { pixelsPerUnit: 172, x: 322, y: 282 },
        manner: { ...calm, seed: 1, turn: 0.08 },
      },
    ],
    voice: { name: 'en-us+f3', wordsPerMinute: 150, pitch: 48 },
    spokenText: weather,
    askedText: weather,
    soundLateUs: 0,
  },
  {
    id: 'bank-sound-late',
    packing: 'h264-mp4',
    width: 720,
    height: 576,
    timing: rate(25),
    backdrop: 'office',
    actors: [
      {
        who: 'tom',
        mouthText: bank,
        stand: { pixelsPerUnit: 150, x: 368, y: 252 },
        manner: { ...calm, seed: 2, turn: -0.1 },
      },
    ],
    voice: { name: 'en-us+m3', wordsPerMinute: 152, pitch: 42 },
    spokenText: bank,
    askedText: bank,
    soundLateUs: 240_000,
  },
  {
    id: 'mayor-other-words',
    packing: 'h264-mp4',
    width: 960,
    height: 540,
    timing: rate(30_000, 1001),
    backdrop: 'hall',
    actors: [
      {
        who: 'mei',
        mouthText: bridge,
        stand: { pixelsPerUnit: 148, x: 500, y: 236 },
        manner: { ...calm, seed: 3, turn: -0.05, liveliness: 0.6 },
      },
    ],
    voice: { name: 'en-us+f4', wordsPerMinute: 148, pitch: 38 },
    spokenText: cancelled,
    askedText: bridge,
    soundLateUs: 0,
  },
  {
    id: 'witness-silent-mouth',
    packing: 'h264-mp4',
    width: 640,
    height: 480,
    timing: rate(25),
    backdrop: 'wall',
    actors: [
      {
        who: 'joseph',
        mouthText: witness,
        stand: { pixelsPerUnit: 132, x: 316, y: 208 },
        manner: { ...calm, seed: 4, turn: 0.12, smile: 0.05 },
      },
    ],
    voice: { name: 'en-us+m5', wordsPerMinute: 140, pitch: 30 },
    spokenText: null,
    askedText: witness,
    soundLateUs: 0,
    music: (seconds) => hush(seconds, 44),
  },
  {
    id: 'singer-portrait',
    packing: 'h264-mp4',
    width: 720,
    height: 1280,
    timing: rate(30),
    backdrop: 'stage',
    actors: [
      {
        who: 'yuna',
        mouthText: song,
        stand: { pixelsPerUnit: 262, x: 356, y: 520 },
        manner: { seed: 5, turn: 0.05, liveliness: 1.1, smile: 0.4 },
      },
    ],
    voice: { name: 'en-us+f2', wordsPerMinute: 128, pitch: 66 },
    spokenText: song,
    askedText: song,
    soundLateUs: 0,
    music: guitar,
  },
  {
    id: 'alarm-webm',
    packing: 'vp9-webm',
    width: 854,
    height: 480,
    timing: rate(25),
    backdrop: 'studio',
    actors: [
      {
        who: 'kenji',
        mouthText: alarm,
        stand: { pixelsPerUnit: 132, x: 430, y: 212 },
        manner: { ...calm, seed: 6, turn: 0.02, smile: 0 },
      },
    ],
    voice: { name: 'en-us+m1', wordsPerMinute: 146, pitch: 44 },
    spokenText: alarm,
    askedText: alarm,
    soundLateUs: 0,
    music: sirenTones,
  },
  {
    id: 'interview-two-heads',
    packing: 'h264-mp4',
    width: 960,
    height: 540,
    timing: rate(24),
    backdrop: 'ward',
    actors: [
      {
        who: 'elin',
        mouthText: ward,
        stand: { pixelsPerUnit: 128, x: 252, y: 246 },
        manner: { ...calm, seed: 7, turn: 0.2 },
      },
      {
        who: 'dayo',
        mouthText: null,
        stand: { pixelsPerUnit: 128, x: 716, y: 236 },
        manner: { ...calm, seed: 8, turn: -0.24, liveliness: 0.6 },
      },
    ],
    voice: { name: 'en-us+f5', wordsPerMinute: 150, pitch: 52 },
    spokenText: ward,
    askedText: ward,
    soundLateUs: 0,
  },
];

/** The clips with people, by id; each is prepared only when it is asked for. */
export const talkingRecipes: readonly {
  readonly id: string;
  readonly make: (mesh: Mesh) => Clip;
}[] = plans.map((plan) => ({
  id: plan.id,
  make: (mesh) => talkingClip(mesh, plan),
}));
