import { makeSound, mixIn, pluck, softNoise, soundRate } from './sound.ts';

const notes = {
  A2: 110,
  C3: 130.81,
  D3: 146.83,
  E3: 164.81,
  F3: 174.61,
  G3: 196,
  A3: 220,
  C4: 261.63,
  E4: 329.63,
  G4: 392,
} as const;

/** A broken chord on a plucked string, quiet enough to speak over. */
export function guitar(seconds: number): Float32Array {
  const sound = makeSound(seconds);
  const chords = [
    ['A2', 'E3', 'A3', 'C4'],
    ['F3', 'A3', 'C4', 'E4'],
    ['C3', 'G3', 'C4', 'E4'],
    ['E3', 'G3', 'E4', 'G4'],
  ] as const;
  for (let beat = 0; beat * 0.28 < seconds; beat += 1) {
    const chord = chords[Math.floor(beat / 4) % chords.length] ?? chords[0];
    mixIn(sound, pluck(notes[chord[beat % 4] ?? 'A2'], 1.1, 0.075), beat * 0.28);
  }
  return sound;
}

/** Three short attention tones at the start, like a public warning, then silence. */
export function sirenTones(seconds: number): Float32Array {
  const sound = makeSound(seconds);
  for (const atS of [0.02, 0.16, 0.3]) {
    const tone = makeSound(0.11).map((_, i) => {
      const t = i / soundRate;
      return 0.1 * Math.sin(2 * Math.PI * 853 * t) * Math.sin((Math.PI * t) / 0.11);
    });
    mixIn(sound, tone, atS);
  }
  return sound;
}

/** Quiet air, a little louder than room tone, for a clip whose voice is missing. */
export function hush(seconds: number, seed: number): Float32Array {
  return softNoise(seconds, 500, seed).map((value) => 0.012 * value);
}

/** Slow low chords for a wide landscape. */
export function slowChords(seconds: number): Float32Array {
  const sound = makeSound(seconds);
  const line = ['A2', 'D3', 'F3', 'C3'] as const;
  for (let bar = 0; bar * 1.4 < seconds; bar += 1) {
    const root = notes[line[bar % line.length] ?? 'A2'];
    for (const [i, ratio] of [1, 1.5, 2, 2.5].entries())
      mixIn(sound, pluck(root * ratio, 2.6, 0.09), bar * 1.4 + i * 0.11);
  }
  return sound;
}
