import { needsCopyFor } from '../../shared/media-time/irregularities.ts';
import { deskTimes, readAsDesk, type DeskReading } from './desk-reading.ts';
import { describeStreams, pictureArgs, soundArgs, type Places } from './copy-settings.ts';
import {
  decodedTimes,
  isSameClock,
  packetTimes,
  startSeconds,
  type FrameTimes,
} from './packet-times.ts';
import { runProgram, type ProgramEnd } from './run-program.ts';

/** A review copy that was compared with its original, or why there is none. */
export type ProxyResult =
  | {
      readonly ok: true;
      readonly encoder: string;
      readonly settings: string;
      readonly framesChecked: number;
    }
  | { readonly ok: false; readonly note: string };

/** The system's encoder; null when there is none that can write H.264. */
export async function findFfmpeg(): Promise<{ readonly version: string } | null> {
  const [version, encoders, probe] = await Promise.all([
    runProgram('ffmpeg', ['-version'], 10_000),
    runProgram('ffmpeg', ['-v', 'error', '-encoders'], 10_000),
    runProgram('ffprobe', ['-version'], 10_000),
  ]);
  if (version.end !== 'done' || probe.end !== 'done' || !/\blibx264\b/.test(encoders.stdout))
    return null;
  return { version: /^ffmpeg version (\S+)/.exec(version.stdout)?.[1] ?? 'unknown' };
}

/** Sound may begin up to one AAC frame (1024 samples at 44.1 kHz) apart after it was encoded again. */
const soundToleranceSeconds = 1024 / 44_100;

type ProxyPlan = {
  readonly copyVideo: boolean;
  readonly ffmpegVersion: string;
  readonly reading: DeskReading;
};

/**
 * Writes a copy that every desk can play: same frames, same times (both checked frame by frame), H.264 at CRF
 * 12, no B-frames and a key frame at least every 30 frames, so that stepping back is quick. Upright, square pixels,
 * one size, 8 bit, its colours named, holes in the sound filled with silence, no edit list that readers differ on.
 */
export async function makeProxy(
  original: string,
  proxy: string,
  plan: ProxyPlan,
  signal: AbortSignal,
): Promise<ProxyResult> {
  const { places, clip } = plan.reading;
  const about = await describeStreams(original, places);
  const read = clip.ok ? clip.value : null;
  const video = plan.copyVideo ? ['-c:v', 'copy'] : pictureArgs(about, read);
  const settings = [...video, ...soundArgs(about), '-movflags', '+faststart'];
  const files = ['-map', `0:v:${places.picture}?`, '-map', `0:a:${places.sound}?`];
  const args = [
    '-nostdin',
    '-v',
    'error',
    '-y',
    '-i',
    `file:${original}`,
    ...files,
    // Chapters would come along as a track of their own.
    '-map_chapters',
    '-1',
    '-map_metadata',
    '-1',
    ...settings,
    '-f',
    'mp4',
    `file:${proxy}`,
  ];
  const encoded = await runProgram('ffmpeg', args, about.timeoutMs, signal);
  if (encoded.end !== 'done') return { ok: false, note: noteFor(encoded.end) };
  const framesChecked = await compare(original, proxy, plan, places);
  if (framesChecked === null) {
    return {
      ok: false,
      note: 'A review copy was made, but its frames or times differ from the original: it was thrown away.',
    };
  }
  const tolerance = 'frame count and times equal to one tick, counted from the first frame';
  return {
    ok: true,
    encoder: `ffmpeg ${plan.ffmpegVersion}`,
    settings: `${settings.join(' ')} (${tolerance})`,
    framesChecked,
  };
}

function noteFor(end: ProgramEnd['end']): string {
  if (end === 'timed-out')
    return 'The desk can not play this file, and making a review copy took too long.';
  return 'The desk can not play this file, and a review copy could not be made: its picture does not decode.';
}

/**
 * Frames compared, or null when the copy is not the same clip. The truth is what the desk's reader shows of the original;
 * where it can't read it, or can't follow its edit list, the packets' own times, or for containers whose packets carry none
 * (AVI) those of decoded frames. A picture that was only remuxed must agree packet by packet. Of the copy itself the
 * desk's reader must have nothing to say.
 */
async function compare(
  original: string,
  proxy: string,
  { copyVideo, reading }: ProxyPlan,
  places: Places,
): Promise<number | null> {
  const made = (await readAsDesk(proxy)).clip;
  if (!made.ok) return (await isWithoutPicture(original, proxy)) ? 0 : null;
  const isUpright = copyVideo || (made.value.index.rotation === 0 && !made.value.index.isMirrored);
  if (needsCopyFor(made.value.index.irregularities).length > 0 || !isUpright) return null;
  const copied = deskTimes(made.value);
  const frames = await timesOfOriginal(original, reading, places, copied, copyVideo);
  if (frames === null) return null;
  return (await isSoundInPlace(original, proxy, places, frames, copied))
    ? copied.ticks.length
    : null;
}

async function isWithoutPicture(original: string, proxy: string): Promise<boolean> {
  const [before, after] = await Promise.all([
    packetTimes(original, 'v:0'),
    packetTimes(proxy, 'v:0'),
  ]);
  return before === null && after === null;
}

/** The original's frames where they are those of the copy; null where they are not. */
async function timesOfOriginal(
  original: string,
  { clip }: DeskReading,
  places: Places,
  copied: FrameTimes,
  isPackedAnew: boolean,
): Promise<FrameTimes | null> {
  if (clip.ok && !clip.value.index.irregularities.includes('several-edits')) {
    const shown = deskTimes(clip.value);
    return isSameClock(shown, copied) ? shown : null;
  }
  const byPackets = await packetTimes(original, `v:${places.picture}`);
  if (byPackets !== null && isSameClock(byPackets, copied)) return byPackets;
  if (isPackedAnew) return null;
  const decoded = await decodedTimes(original);
  return decoded !== null && isSameClock(decoded, copied) ? decoded : null;
}

async function isSoundInPlace(
  original: string,
  proxy: string,
  places: Places,
  frames: FrameTimes,
  copied: FrameTimes,
): Promise<boolean> {
  const before = await packetTimes(original, `a:${places.sound}`);
  const after = await packetTimes(proxy, 'a:0');
  if (before === null || after === null) return true;
  const there = startSeconds(before) - startSeconds(frames);
  const here = startSeconds(after) - startSeconds(copied);
  return Math.abs(there - here) <= soundToleranceSeconds;
}
