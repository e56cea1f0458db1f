import { z } from 'zod';
import { runProgram } from './run-program.ts';

/** When frames are shown, in ticks of `tickSeconds`, ascending. */
export type FrameTimes = { readonly ticks: readonly number[]; readonly tickSeconds: number };

const listTimeoutMs = 120_000;
const stamp = z.union([z.number(), z.string()]).optional();
type Stamp = z.infer<typeof stamp>;
const listing = z.object({
  streams: z.array(z.object({ time_base: z.string() })),
  packets: z.array(z.object({ pts: stamp, flags: z.string().optional() })).optional(),
  frames: z.array(z.object({ best_effort_timestamp: stamp })).optional(),
});

/** Presentation times by the container, discarded packets left out; null where a packet carries none. */
export async function packetTimes(
  path: string,
  stream: `${'v' | 'a'}:${number}`,
): Promise<FrameTimes | null> {
  const found = await list(path, stream, ['-show_entries', 'stream=time_base:packet=pts,flags']);
  const kept = found?.packets?.filter((packet) => packet.flags?.[1] !== 'D');
  return timesOf(
    found?.streams[0]?.time_base,
    kept?.map((packet) => packet.pts),
  );
}

/** Presentation times by decoding: slower, for containers whose packets carry none (AVI, some MPEG). */
export async function decodedTimes(path: string): Promise<FrameTimes | null> {
  const found = await list(path, 'v:0', [
    '-show_entries',
    'stream=time_base:frame=best_effort_timestamp',
  ]);
  const stamps = found?.frames?.map((frame) => frame.best_effort_timestamp);
  return timesOf(found?.streams[0]?.time_base, stamps && withLastStamps(stamps));
}

async function list(path: string, stream: string, what: readonly string[]) {
  const args = [
    '-v',
    'error',
    '-select_streams',
    stream,
    ...what,
    '-of',
    'json=compact=1',
    `file:${path}`,
  ];
  const { end, stdout } = await runProgram('ffprobe', args, listTimeoutMs);
  if (end !== 'done') return null;
  const parsed = listing.safeParse(JSON.parse(stdout));
  return parsed.success ? parsed.data : null;
}

/** The frames that a decoder gives out last have no time in AVI: each is one step after the one before, as FFmpeg takes it. */
function withLastStamps(stamps: readonly Stamp[]): readonly Stamp[] {
  const isKnown = (stamp: Stamp) => stamp !== undefined && stamp !== 'N/A';
  const known = stamps.slice(0, stamps.findLastIndex(isKnown) + 1);
  const [before, last] = known.slice(-2).map(Number);
  if (before === undefined || last === undefined) return stamps;
  const missing = stamps.slice(known.length);
  return [...known, ...missing.map((_, n) => last + (n + 1) * (last - before))];
}

function timesOf(
  timeBase: string | undefined,
  stamps: readonly Stamp[] | undefined,
): FrameTimes | null {
  const [numerator, denominator] = (timeBase ?? '').split('/').map(Number);
  if (!numerator || !denominator || !stamps || stamps.length === 0) return null;
  const ticks = stamps.map(Number);
  if (ticks.some((tick) => !Number.isFinite(tick))) return null;
  return { ticks: ticks.sort((a, b) => a - b), tickSeconds: numerator / denominator };
}

/** Whether two lists are the same frames at the same times, each counted from its first frame, to one tick. */
export function isSameClock(original: FrameTimes, copy: FrameTimes): boolean {
  if (original.ticks.length !== copy.ticks.length) return false;
  const [originalStart = 0] = original.ticks;
  const [copyStart = 0] = copy.ticks;
  const tolerance = Math.max(original.tickSeconds, copy.tickSeconds) * 1.001;
  return original.ticks.every((tick, n) => {
    const there = (tick - originalStart) * original.tickSeconds;
    const here = ((copy.ticks[n] ?? Number.NaN) - copyStart) * copy.tickSeconds;
    return Math.abs(there - here) <= tolerance;
  });
}

/** First moment of a track in seconds on the file's own clock. */
export function startSeconds(times: FrameTimes): number {
  return (times.ticks[0] ?? 0) * times.tickSeconds;
}
