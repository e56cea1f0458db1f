import {
  AudioSampleSink,
  EncodedPacketSink,
  type AudioSample,
  type InputAudioTrack,
} from 'mediabunny';

/**
 * A stretch of packets that follow on each other, in seconds; its decoder counts on from its first packet. Before the
 * hole at its end nothing of it begins later than `last`.
 */
export type SoundStretch = { readonly from: number; readonly last: number };

/** Whether a codec's packets are all about as long: then a step of one and a half of them is a hole. */
const evenCodecs = new Set(['aac', 'mp3', 'opus', 'flac', 'ac3', 'eac3']);
/** Where packets are of different lengths (Vorbis; PCM in pieces of any size) less than this is none, in seconds. */
const leastHole = 0.1;
/** A track with more holes than this is no track with holes: it is decoded as one. */
const mostStretches = 500;
/** Decoders that fail one after another within a stretch before the rest of it is left silent. */
const mostRestarts = 64;

/**
 * Divides a track where its packets leave a hole. A decoder counts its samples from the first packet it is given
 * (Chromium's does, and the media element with it): what comes after a hole would be earlier than the file says.
 */
export function soundStretches(
  starts: readonly number[],
  isEven: boolean,
): readonly SoundStretch[] {
  const [first] = starts;
  if (first === undefined) return [];
  const steps = starts.slice(1).map((start, i) => start - (starts[i] ?? 0));
  const usual = steps.toSorted((a, b) => a - b)[steps.length >> 1] ?? 0;
  const longest = isEven ? 1.5 * usual : Math.max(leastHole, 4 * usual);
  const cuts = starts.slice(1).filter((_, i) => (steps[i] ?? 0) > longest);
  const kept = cuts.length < mostStretches ? cuts : [];
  return [first, ...kept].map((from, i) => {
    const next = kept[i];
    const last = next === undefined ? Infinity : (starts[starts.indexOf(next) - 1] ?? from);
    return { from, last: last + usual / 2 };
  });
}

/** The starts of the packets that sound in `[from, to)`, in seconds. */
async function packetStarts(track: InputAudioTrack, from: number, to: number): Promise<number[]> {
  const sink = new EncodedPacketSink(track);
  const starts: number[] = [];
  const before = await sink.getPacket(from, { metadataOnly: true });
  for await (const { timestamp } of sink.packets(before ?? undefined, undefined, {
    metadataOnly: true,
  })) {
    if (timestamp >= to) break;
    starts.push(timestamp);
  }
  return starts;
}

/**
 * Decodes the track from `from` to `to` seconds, each block at the time of its own packets, whatever rate and channels it
 * turns out to have. A block that a decoder refuses is left out, and what comes after it is still at its place; `onLost`
 * is called each time. The caller closes each block.
 */
export async function* placedSound(
  track: InputAudioTrack,
  from: number,
  to: number,
  onLost: () => void = () => {},
): AsyncGenerator<AudioSample, void, unknown> {
  const starts = await packetStarts(track, from, to);
  const codec = await track.getCodec();
  for (const stretch of soundStretches(starts, evenCodecs.has(codec ?? ''))) {
    const end = Math.min(to, stretch.last);
    const lost = codec === 'vorbis' ? lostAtStart(starts, stretch.from) : 0;
    let next = Math.max(from, stretch.from);
    for (let restarts = 0; next < end && restarts < mostRestarts; restarts++) {
      const soFar = next;
      try {
        for await (const block of new AudioSampleSink(track).samples(next, end)) {
          // The sink reads on past the hole, and its decoder would put what is behind right after this.
          if (block.timestamp > stretch.last) {
            block.close();
            break;
          }
          block.setTimestamp(block.timestamp + lost);
          next = block.timestamp + block.duration;
          yield block;
        }
        break;
      } catch (error) {
        if (!isDecoderTrouble(error)) throw error;
        // Refused at once: what is here can't be decoded, the packet after it may be.
        if (next > soFar) continue;
        onLost();
        next = starts.find((start) => start > soFar) ?? end;
      }
    }
  }
}

/**
 * Seconds from a stretch's first packet to its first sound. A Vorbis packet sounds together with the one before it: after a hole
 * the first one is silent. The track's own first packet is so by design, and its time says so.
 */
function lostAtStart(starts: readonly number[], from: number): number {
  const at = starts.indexOf(from);
  return at > 0 ? Math.max(0, (starts[at + 1] ?? from) - from) : 0;
}

/** WebCodecs says `EncodingError`, also for a rate that changes half-way; a broken read is none of its business. */
function isDecoderTrouble(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'EncodingError';
}
