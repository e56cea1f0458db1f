import {
  EncodedPacketSink,
  type InputAudioTrack,
  type InputTrack,
  type InputVideoTrack,
} from 'mediabunny';
import type { CallInput, CallOutput } from '../../shared/contract/contract.ts';
import type { WorkerApi } from '../../shared/contract/worker-api.ts';
import type { Fault } from '../../shared/lifetime/fault.ts';
import { err } from '../../shared/lifetime/result.ts';
import { isHearable } from '../../shared/media-file/media-limits.ts';
import type { Scope } from '../../shared/lifetime/scope.ts';
import { frameCount, type FrameIndex } from '../../shared/media-time/frame-index.ts';
import { usFromSeconds, type MediaUs } from '../../shared/media-time/units.ts';
import { canHear, openClipSource, pictureConfig, type ClipSource } from './clip-source.ts';
import { FrameStore } from './frame-store.ts';
import type { FrameStoreOptions } from './frame-store-types.ts';
import { PcmStore } from './pcm-store.ts';
import { sampleScaleOf } from './peaks.ts';
import { placedSound } from './placed-sound.ts';

/** Opening a clip waits this long for the end of its soundtrack to be found. */
const longestSearchMs = 1500;
/** The first block is looked for in this much of the soundtrack, in seconds. */
const firstBlockWithin = 1;

export type OpenClip = {
  readonly frames: FrameStore | null;
  readonly sound: PcmStore | null;
  readonly answer: CallOutput<WorkerApi, 'open'>;
};

type PictureEvents = Pick<
  FrameStoreOptions,
  'onStandIn' | 'onReady' | 'onGone' | 'onSmall' | 'onSmallGone' | 'onHeld'
>;

/** Opens picture and sound, each for itself: one that can't be decoded doesn't take the other along. */
export async function openClip(
  input: CallInput<WorkerApi, 'open'>,
  scope: Scope,
  events: PictureEvents,
): Promise<OpenClip> {
  const source = await openClipSource(input.mediaUrl, scope, input.index);
  const beginUs = await beginningOf(source.audio, input.index);
  const [picture, sound] = await Promise.all([
    openPicture(source.video, input, scope, events),
    openSound(source, input.index, beginUs),
  ]);
  return {
    frames: picture instanceof FrameStore ? picture : null,
    sound: sound instanceof PcmStore ? sound : null,
    answer: {
      pictureFault: picture instanceof FrameStore ? null : picture,
      capacity: picture instanceof FrameStore ? picture.capacity : 0,
      sound:
        sound instanceof PcmStore
          ? { channels: sound.channels, sampleRate: sound.sampleRate }
          : null,
      soundFault: sound instanceof PcmStore ? null : sound,
      beginUs,
      durationUs: sound instanceof PcmStore ? sound.durationUs : (input.index?.endUs ?? 0),
    },
  };
}

async function openPicture(
  track: InputVideoTrack | null,
  { index, ringBytes, hasOverview = false }: CallInput<WorkerApi, 'open'>,
  scope: Scope,
  events: PictureEvents,
): Promise<FrameStore | Fault> {
  if (!track || !index || frameCount(index) === 0) {
    return err('broken-media', 'This file has no picture that can be indexed.').fault;
  }
  const config = await pictureConfig(track);
  if (!config) {
    return err(
      'unsupported-media',
      `This machine can't decode the picture (codec ${await codecName(track)}).`,
    ).fault;
  }
  return new FrameStore({
    sink: new EncodedPacketSink(track),
    config,
    index,
    ringBytes,
    hasOverview,
    scope,
    ...events,
  });
}

async function openSound(
  source: ClipSource,
  index: FrameIndex | null,
  beginUs: MediaUs,
): Promise<PcmStore | Fault | null> {
  const track = source.audio;
  if (!track) return null;
  if (!(await canHear(track))) return undecodableSound(track);
  const [end, form] = await Promise.all([endOfSound(track), soundForm(track)]);
  return new PcmStore({
    track,
    ...form,
    beginUs,
    durationUs: Math.max(index?.endUs ?? 0, usFromSeconds(end)),
    scale: sampleScaleOf(await track.getCodec()),
  });
}

/** Where the first of picture and sound begins; never before media time 0. */
async function beginningOf(
  audio: InputAudioTrack | null,
  index: FrameIndex | null,
): Promise<MediaUs> {
  const sound = audio ? await inTime(audio.getFirstTimestamp()) : null;
  const picture = index?.startsUs[0] ?? Infinity;
  const first = Math.min(picture, sound === null ? Infinity : usFromSeconds(sound));
  return Number.isFinite(first) ? Math.max(0, first) : 0;
}

/** Rate and channels of the first decoded block, or the header's where none comes in time. */
async function soundForm(
  track: InputAudioTrack,
): Promise<{ readonly sampleRate: number; readonly channels: number }> {
  const first = await inTime(firstBlock(track));
  if (first && isHearable(first.channels, first.sampleRate)) return first;
  return {
    sampleRate: await track.getSampleRate(),
    channels: await track.getNumberOfChannels(),
  };
}

async function firstBlock(track: InputAudioTrack) {
  const start = Math.max(0, await track.getFirstTimestamp());
  for await (const block of placedSound(track, start, start + firstBlockWithin)) {
    const form = { sampleRate: block.sampleRate, channels: block.numberOfChannels };
    block.close();
    return form;
  }
  return null;
}

/** Null where the answer takes too long or the file refuses. */
async function inTime<T>(answer: Promise<T>): Promise<T | null> {
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(() => late.resolve(null), longestSearchMs);
  const first = await Promise.race([answer.catch(() => null), late.promise]);
  clearTimeout(timer);
  return first;
}

/**
 * Where the soundtrack ends, in seconds. Some containers must be read to their end to know: past this time
 * their own word is taken, which may be a little off, and 0 where they have none.
 */
async function endOfSound(track: InputAudioTrack): Promise<number> {
  const end = await inTime(track.computeDuration());
  return end ?? (await track.getDurationFromMetadata()) ?? 0;
}

async function undecodableSound(track: InputAudioTrack): Promise<Fault> {
  return err(
    'unsupported-media',
    `This machine can't decode the sound (codec ${await codecName(track)}).`,
  ).fault;
}

/** The codec's full name, or what the container calls it where the name is not known. */
async function codecName(track: InputTrack): Promise<string> {
  const internal = await track.getInternalCodecId();
  const name = await track.getCodecParameterString();
  return name ?? (typeof internal === 'string' ? internal : 'unknown');
}
