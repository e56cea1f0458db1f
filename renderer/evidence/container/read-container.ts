import {
  Input,
  UrlSource,
  type InputAudioTrack,
  type InputTrack,
  type InputVideoTrack,
} from 'mediabunny';
import { analyserCards } from '../../../shared/domain/analyser-cards.ts';
import type {
  ContainerFacts,
  ContainerSound,
  ContainerVideo,
} from '../../../shared/domain/evidence.ts';
import type { ByteSource } from '../../../shared/media-file/byte-source.ts';
import { nothingListed } from '../../../shared/media-file/listed-track.ts';
import { chosenTrack } from '../../../shared/media-file/choose-tracks.ts';
import { houseContainers } from '../../../shared/media-file/containers.ts';
import { readHeader } from '../../../shared/media-file/read-clip.ts';
import { structureTrouble } from '../../../shared/media-file/structure-trouble.ts';
import { endUnendingReads } from '../../../shared/media-file/unending-reads.ts';
import { frameCount, type FrameIndex } from '../../../shared/media-time/frame-index.ts';
import { usFromSeconds } from '../../../shared/media-time/units.ts';
import type { ClipToMeasure } from '../engine/analyser.ts';
import { warningsOf } from './container-warnings.ts';
import { cutText, storable } from '../../../shared/domain/text.ts';

/** Samples of silence that an AAC encoder puts before the sound; 1024 at least, more with some encoders. */
const aacPriming = 1024;

/** The facts of one file; a file that no reader knows is a fact as well. */
export async function readContainerFacts(clip: ClipToMeasure): Promise<ContainerFacts> {
  const bytes = bytesOf(clip);
  const trouble = await structureTrouble(bytes).catch(() => null);
  if (clip.sizeBytes === 0 || trouble !== null) return unreadable('unreadable');
  const input = new Input({
    formats: houseContainers,
    source: endUnendingReads(
      new UrlSource(clip.url, {
        getRetryDelay: (attempts) => (attempts < 2 ? 0.1 : null),
        handleUnhandledError: () => {},
      }),
    ),
  });
  try {
    const container = (await input.getFormat()).name;
    const listed = await readHeader(bytes).catch(() => nothingListed);
    const picture = chosenTrack(await input.getVideoTracks(), listed, 'picture');
    const sound = chosenTrack(await input.getAudioTracks(), listed, 'sound');
    if (!picture && !sound) return { ...unreadable('no-streams'), container };
    const video = picture ? await videoFacts(picture, clip.index) : null;
    const heard = sound ? await soundFacts(sound) : null;
    return {
      ...head,
      certainty: 'clear',
      reason: null,
      container,
      video,
      sound: heard,
      warnings: warningsOf({
        video,
        sound: heard,
        editLists: listed.tracks.map(({ edits }) => edits).filter((edits) => edits.length > 0),
        listedEndUs: picture && !isTrimmed(clip.index) ? await listedEnd(picture) : null,
        hasSquarePixels: picture ? await areSquare(picture) : true,
        hasPictureFault: clip.pictureFault !== null,
        hasSoundFault: clip.soundFault !== null,
        isIndexed: clip.index !== null,
      }),
    };
  } catch {
    return unreadable('unreadable');
  } finally {
    input.dispose();
  }
}

const head = { kind: 'container', author: analyserCards.container.author } as const;

function unreadable(code: 'unreadable' | 'no-streams'): ContainerFacts {
  return {
    ...head,
    certainty: 'cannot-tell',
    reason: code,
    container: '',
    video: null,
    sound: null,
    warnings: [{ code, value: null }],
  };
}

/** From the index where there is one: it holds the frames that are really there. */
async function videoFacts(
  track: InputVideoTrack,
  index: FrameIndex | null,
): Promise<ContainerVideo> {
  const stats = await track.computePacketStats();
  const firstUs = index?.startsUs[0] ?? usFromSeconds(Math.max(0, await track.getFirstTimestamp()));
  const endUs = index?.endUs ?? usFromSeconds(await track.computeDuration());
  const rate = index?.rate;
  const mean = finite(stats.averagePacketRate);
  return {
    codec: (await track.getCodecParameterString()) ?? (await codecId(track)),
    width: await track.getDisplayWidth(),
    height: await track.getDisplayHeight(),
    rotation: await track.getRotation(),
    frames: index ? frameCount(index) : stats.packetCount,
    isVariableRate: rate?.kind === 'vfr',
    rate:
      rate?.kind === 'cfr' ? { numerator: rate.numerator, denominator: rate.denominator } : null,
    minFps: rate?.kind === 'vfr' ? rate.minFps : (rateOf(rate) ?? mean),
    maxFps: rate?.kind === 'vfr' ? rate.maxFps : (rateOf(rate) ?? mean),
    firstUs,
    durationUs: Math.max(0, endUs - firstUs),
    bitsPerSecond: finite(stats.averageBitrate),
  };
}

async function soundFacts(track: InputAudioTrack): Promise<ContainerSound> {
  const stats = await track.computePacketStats();
  const first = await track.getFirstTimestamp();
  const firstUs = Math.max(0, usFromSeconds(first));
  const sampleRate = await track.getSampleRate();
  return {
    codec: (await track.getCodecParameterString()) ?? (await codecId(track)),
    sampleRate,
    channels: await track.getNumberOfChannels(),
    firstUs,
    durationUs: Math.max(0, usFromSeconds(await track.computeDuration()) - firstUs),
    primingUs: primingOf(await track.getCodec(), first, sampleRate),
    bitsPerSecond: finite(stats.averageBitrate),
  };
}

/** What is left of the encoder's delay after the edit list; the codecs that have none, or say nothing of it, apart. */
function primingOf(codec: string | null, first: number, sampleRate: number): number | null {
  if (codec === null) return null;
  if (codec.startsWith('pcm') || codec === 'flac' || codec === 'ulaw' || codec === 'alaw') return 0;
  if (codec !== 'aac' || sampleRate <= 0) return null;
  // A first packet before zero was cut away by the edit list.
  return first < 0 ? 0 : usFromSeconds(aacPriming / sampleRate);
}

/** An edit list ends the picture before its packets do: nothing is missing. */
function isTrimmed(index: FrameIndex | null): boolean {
  return index !== null && index.droppedAfterEnd > 0;
}

async function listedEnd(track: InputVideoTrack): Promise<number | null> {
  const seconds = await track.computeDuration().catch(() => null);
  return seconds === null || !Number.isFinite(seconds) ? null : usFromSeconds(seconds);
}

async function areSquare(track: InputVideoTrack): Promise<boolean> {
  const { num, den } = await track.getPixelAspectRatio();
  return num === den;
}

async function codecId(track: InputTrack): Promise<string> {
  const id = await track.getInternalCodecId();
  return typeof id === 'string' ? cutText(storable(id), 100) : 'unknown';
}

function rateOf(rate: FrameIndex['rate'] | undefined): number | null {
  return rate?.kind === 'cfr' ? rate.numerator / rate.denominator : null;
}

function finite(value: number): number {
  return Number.isFinite(value) ? Math.max(0, value) : 0;
}

function bytesOf(clip: ClipToMeasure): ByteSource {
  return {
    sizeBytes: clip.sizeBytes,
    async read(from, to) {
      const reply = await fetch(clip.url, { headers: { range: `bytes=${from}-${to - 1}` } });
      if (!reply.ok) throw new Error('unreadable');
      return new Uint8Array(await reply.arrayBuffer());
    },
  };
}
