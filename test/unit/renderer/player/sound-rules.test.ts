import { describe, expect, it } from 'vitest';
import {
  listeningModes,
  mixGains,
  nextListening,
  type Listening,
} from '../../../../renderer/player/sound/listening.ts';
import { createScrubSound } from '../../../../renderer/player/sound/scrub-sound.ts';
import { fadeSeam, nudgedSpan, padded } from '../../../../renderer/player/sound/sound-shaping.ts';
import { latencyWords, nudgeWords } from '../../../../renderer/player/view/sound-words.ts';
import { makeCatalogue } from '../../../../renderer/strings/catalogue.ts';
import { clampNudge, nextShuttle } from '../../../../renderer/player/transport/transport-rules.ts';

const { t } = makeCatalogue();

describe('listening', () => {
  it('cycles through every mode and back', () => {
    let mode: Listening = 'stereo';
    const seen = listeningModes.map(() => (mode = nextListening(mode)));
    expect(seen).toEqual(['mono', 'left', 'right', 'difference', 'stereo']);
  });

  it('is never louder than the channels are', () => {
    for (const mode of listeningModes) {
      const gains = mixGains(mode);
      expect(Math.abs(gains.leftFromLeft) + Math.abs(gains.leftFromRight)).toBeLessThanOrEqual(1);
      expect(Math.abs(gains.rightFromLeft) + Math.abs(gains.rightFromRight)).toBeLessThanOrEqual(1);
    }
  });

  it('to the difference cancels what both channels share', () => {
    const { leftFromLeft, leftFromRight } = mixGains('difference');
    expect(leftFromLeft + leftFromRight).toBe(0);
  });
});

describe('a nudged loop', () => {
  it('moved later sounds what lies earlier in the track', () => {
    expect(nudgedSpan({ fromUs: 100_000, toUs: 200_000 }, 12_000)).toEqual({
      fromUs: 88_000,
      toUs: 188_000,
    });
  });

  it('moved beyond the start of the clip begins with silence, at full length', () => {
    const read = { channels: [Float32Array.from([1, 2, 3])], sampleRate: 1000 };
    const { channels } = padded(read, { fromUs: -2000, toUs: 3000 });
    expect([...(channels[0] ?? [])]).toEqual([0, 0, 1, 2, 3]);
  });

  it('moved beyond the end of the track ends in silence', () => {
    const read = { channels: [Float32Array.from([1, 2])], sampleRate: 1000 };
    const { channels } = padded(read, { fromUs: 5000, toUs: 9000 });
    expect([...(channels[0] ?? [])]).toEqual([1, 2, 0, 0]);
  });

  it('says that it is for listening only, and says nothing unmoved', () => {
    expect(nudgeWords(12_000, t)).toBe('sound nudged +12 ms: listening only, never written');
    expect(nudgeWords(-33_367, t)).toBe('sound nudged −33.4 ms: listening only, never written');
    expect(nudgeWords(0, t)).toBe('');
  });

  it('stays within half a second', () => {
    expect(clampNudge(900_000)).toBe(500_000);
    expect(clampNudge(-900_000)).toBe(-500_000);
  });
});

describe('the seam of a loop', () => {
  it('begins and ends in silence and is untouched beyond 3 ms', () => {
    const samples = new Float32Array(1000).fill(1);
    fadeSeam({ channels: [samples], sampleRate: 48_000 });
    expect(samples[0]).toBe(0);
    expect(samples[999]).toBe(0);
    expect([...samples.subarray(144, 856)].every((value) => value === 1)).toBe(true);
  });

  it('of a loop of a few samples does not run over itself', () => {
    const samples = Float32Array.from([1, 1, 1]);
    fadeSeam({ channels: [samples], sampleRate: 48_000 });
    expect([...samples]).toEqual([0, 1, 0]);
  });
});

describe('a dragged playhead', () => {
  it('sounds, and a click does not', () => {
    const scrub = createScrubSound();
    expect(scrub.seeked(1_000_000, 0)).toBeNull();
    expect(scrub.seeked(1_040_000, 30)).toEqual({ fromUs: 1_040_000, toUs: 1_100_000 });
    expect(scrub.seeked(5_000_000, 1000)).toBeNull();
  });

  it('sounds at most twenty times a second, and not while the hand rests', () => {
    const scrub = createScrubSound();
    const grains = Array.from({ length: 101 }, (_, i) => scrub.seeked(i * 10_000, i * 10));
    expect(grains.filter((grain) => grain !== null).length).toBeLessThanOrEqual(20);
    const still = createScrubSound();
    const kept = Array.from({ length: 20 }, (_, i) => still.seeked(7, i * 40));
    expect(kept.every((grain) => grain === null)).toBe(true);
  });
});

describe('the shuttle', () => {
  it('goes on at normal speed from the slow speeds beside a held K', () => {
    expect(nextShuttle(0.25, 'l')).toBe(1);
    expect(nextShuttle(-0.25, 'j')).toBe(-1);
  });
});

it('the device’s latency is stated, or said not to be known', () => {
  expect(latencyWords(23, t)).toBe('device latency 23 ms');
  expect(latencyWords(null, t)).toBe('device latency not known');
});
