import type { MediaUs } from '../../shared/media-time/units.ts';
import type { Listening } from './listening.ts';

export const listeningWords: Readonly<Record<Listening, string>> = {
  stereo: 'stereo',
  mono: 'mono: both channels together',
  left: 'left channel on both ears',
  right: 'right channel on both ears',
  difference: 'difference of left and right',
};

export const soundWords = {
  line: 'Listening',
  listening: 'Change what is listened to',
  pitch: 'Keep the pitch at other speeds, or let it follow',
  pitchKept: 'pitch kept',
  pitchFollows: 'pitch follows speed',
  steps: 'Sound of one frame on each step',
  stepsSound: 'steps sound',
  stepsSilent: 'steps silent',
  earlier: 'Loop’s sound one millisecond earlier',
  later: 'Loop’s sound one millisecond later',
} as const;

/** Says plainly that a moved sound is for listening; empty while it is not moved. */
export function nudgeWords(nudgeUs: MediaUs): string {
  if (nudgeUs === 0) return '';
  const ms = Math.round(Math.abs(nudgeUs) / 100) / 10;
  return `sound nudged ${nudgeUs < 0 ? '−' : '+'}${ms} ms: listening only, never written`;
}

export function latencyWords(latencyMs: number | null): string {
  return latencyMs === null ? 'device latency not known' : `device latency ${latencyMs} ms`;
}
