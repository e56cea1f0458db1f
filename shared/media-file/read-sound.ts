import { EncodedPacketSink, type InputAudioTrack } from 'mediabunny';
import type { SoundFacts } from './clip-facts.ts';
import { endsInSbr, packetsAsked } from './hidden-sbr.ts';
import type { ListedFile } from './listed-track.ts';
import { followedEdits } from './picture-timeline.ts';

/** Rates from which a hidden band doubles up to 48 kHz; encoders use it no higher. */
const highestHalfRate = 24_000;
/** Shorter ones are rounding of a container's ticks. */
const shortestHoleSeconds = 0.03;

/** Codings that Chromium decodes everywhere. */
const playableSounds: ReadonlySet<string | null> = new Set([
  'aac',
  'mp3',
  'opus',
  'vorbis',
  'flac',
  'pcm-s16',
  'pcm-s24',
  'pcm-f32',
  'pcm-u8',
]);

/** What the packets of the one sound track say; null where there is none. */
export async function readSoundFacts(
  track: InputAudioTrack | null,
  listed: ListedFile,
  yieldNow: () => Promise<void>,
): Promise<SoundFacts | null> {
  if (!track) return null;
  const sink = new EncodedPacketSink(track);
  const starts: number[] = [];
  let end = -Infinity;
  for await (const packet of sink.packets(undefined, undefined, { metadataOnly: true })) {
    starts.push(packet.timestamp);
    end = Math.max(end, packet.timestamp + packet.duration);
    if (starts.length % 256 === 0) await yieldNow();
  }
  const codec = await track.getCodec();
  const listedTrack = listed.tracks.find(({ id }) => id === track.id);
  return {
    trackId: track.id,
    codec: (await track.getCodecParameterString()) ?? 'unknown',
    edits: followedEdits(listedTrack?.edits ?? [], listed),
    end,
    holes: holesBetween(starts),
    hidesRate: await hidesRate(track, sink),
    isPlayable: playableSounds.has(codec),
  };
}

/**
 * Steps from packet to packet that are much longer than the usual one. By starts alone: a container that lists no
 * durations (Matroska) makes a packet last until the next, and one that does may stretch the packet before a hole.
 */
function holesBetween(starts: readonly number[]): number {
  const steps = starts.slice(1).map((start, n) => start - (starts[n] ?? 0));
  const usual = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  return steps.filter((step) => step - usual > Math.max(shortestHoleSeconds, usual)).length;
}

async function hidesRate(track: InputAudioTrack, sink: EncodedPacketSink): Promise<boolean> {
  if ((await track.getCodec()) !== 'aac' || (await track.getSampleRate()) > highestHalfRate)
    return false;
  // Announced by its header (object types 5 and 29), nothing is hidden.
  if (/^mp4a\.40\.(5|29)$/.test((await track.getCodecParameterString()) ?? '')) return false;
  let seen = 0;
  for await (const packet of sink.packets()) {
    // The first packets of an encoder may come without.
    if (seen >= 2 && !endsInSbr(packet.data)) return false;
    seen += 1;
    if (seen >= packetsAsked) break;
  }
  return seen > 2;
}
