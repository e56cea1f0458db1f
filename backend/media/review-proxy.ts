import { z } from 'zod';
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

const about = z.object({
  format: z.object({ duration: z.string().optional() }),
  streams: z.array(
    z.object({
      time_base: z.string(),
      width: z.number().optional(),
      height: z.number().optional(),
    }),
  ),
});

/** Sound may begin up to one AAC frame (1024 samples at 44.1 kHz) apart after it was encoded anew. */
const soundToleranceSeconds = 1024 / 44_100;

/**
 * Writes a copy that every desk can play: same frames, same times (both checked frame by frame), H.264 at CRF
 * 12, no B-frames and a key frame at least every 30 frames, so that stepping back is quick.
 */
export async function makeProxy(
  original: string,
  proxy: string,
  plan: { readonly copyVideo: boolean; readonly ffmpegVersion: string },
  signal: AbortSignal,
): Promise<ProxyResult> {
  const facts = await describe(original);
  const video = plan.copyVideo ? ['-c:v', 'copy'] : encodeArgs(facts);
  const settings = [...video, '-c:a', 'aac', '-b:a', '192k', '-movflags', '+faststart'];
  const files = ['-map', '0:v:0?', '-map', '0:a:0?'];
  const args = [
    '-nostdin',
    '-v',
    'error',
    '-y',
    '-i',
    `file:${original}`,
    ...files,
    ...settings,
    '-f',
    'mp4',
    `file:${proxy}`,
  ];
  const encoded = await runProgram('ffmpeg', args, facts.timeoutMs, signal);
  if (encoded.end !== 'done') return { ok: false, note: noteFor(encoded.end) };
  const framesChecked = await compare(original, proxy, plan.copyVideo);
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

type About = {
  readonly timeBase: string;
  readonly hasOddSize: boolean;
  readonly timeoutMs: number;
};

async function describe(path: string): Promise<About> {
  const entries = 'format=duration:stream=time_base,width,height';
  const args = [
    '-v',
    'error',
    '-select_streams',
    'v:0',
    '-show_entries',
    entries,
    '-of',
    'json',
    `file:${path}`,
  ];
  const { end, stdout } = await runProgram('ffprobe', args, 20_000);
  const parsed = about.safeParse(end === 'done' ? JSON.parse(stdout) : null);
  const stream = parsed.data?.streams[0];
  const seconds = Number(parsed.data?.format.duration ?? 0) || 0;
  return {
    timeBase: stream?.time_base ?? '1/90000',
    hasOddSize: (stream?.width ?? 0) % 2 === 1 || (stream?.height ?? 0) % 2 === 1,
    // Ten times slower than playing is slow even for 4K on two cores; whatever takes longer hangs.
    timeoutMs: 600_000 + seconds * 10_000,
  };
}

function encodeArgs(facts: About): readonly string[] {
  const ticksPerSecond = facts.timeBase.split('/')[1] ?? '90000';
  const picture = '-c:v libx264 -preset fast -crf 12 -pix_fmt yuv420p -bf 0 -g 30';
  // The original's own ticks: without them ffmpeg rounds to the nominal frame rate.
  const clock = `-fps_mode passthrough -enc_time_base ${facts.timeBase} -video_track_timescale ${ticksPerSecond}`;
  const evenSize = facts.hasOddSize ? ' -vf pad=ceil(iw/2)*2:ceil(ih/2)*2' : '';
  return `${picture} ${clock}${evenSize}`.split(' ');
}

function noteFor(end: ProgramEnd['end']): string {
  if (end === 'timed-out')
    return 'The desk can not play this file, and making a review copy took too long.';
  return 'The desk can not play this file, and a review copy could not be made: its picture does not decode.';
}

/**
 * Frames compared, or null when the copy is not the same clip. A picture that was only packed anew must agree packet
 * by packet: where the original's packets carry no times (AVI), times made up for them may belong to other frames.
 */
async function compare(
  original: string,
  proxy: string,
  isPackedAnew: boolean,
): Promise<number | null> {
  const copied = await packetTimes(proxy, 'v:0');
  const byPackets = await packetTimes(original, 'v:0');
  if (!copied) return byPackets === null ? 0 : null;
  const isExact = byPackets !== null && isSameClock(byPackets, copied);
  if (isPackedAnew && !isExact) return null;
  const frames = isExact ? byPackets : await decodedTimes(original);
  if (frames === null || !isSameClock(frames, copied)) return null;
  return (await isSoundInPlace(original, proxy, frames, copied)) ? copied.ticks.length : null;
}

async function isSoundInPlace(
  original: string,
  proxy: string,
  frames: FrameTimes,
  copied: FrameTimes,
): Promise<boolean> {
  const before = await packetTimes(original, 'a:0');
  const after = await packetTimes(proxy, 'a:0');
  if (before === null || after === null) return true;
  const there = startSeconds(before) - startSeconds(frames);
  const here = startSeconds(after) - startSeconds(copied);
  return Math.abs(there - here) <= soundToleranceSeconds;
}
