import { z } from 'zod';
import { fault } from '../lifetime/fault.ts';
import { frameIndex } from '../media-time/frame-index.ts';
import type { SmallPicture } from '../media-time/frame-pictures.ts';
import { mediaUs } from '../media-time/units.ts';
import type { Contract } from './contract.ts';

const nothing = z.strictObject({});
const bytes = z.instanceof(Uint8Array);
const samples = z.custom<Float32Array>((value) => value instanceof Float32Array);
const frameNumber = z.number().int().nonnegative();

/** A longer view has columns too coarse to show speech. */
export const longestSpectrogramUs = 60_000_000;

const direction = z.union([z.literal(1), z.literal(-1)]);

/** A decoded picture crossing from worker to page: WebCodecs' `VideoFrame`, which the page must close. */
export type DecodedPicture = { readonly timestamp: number; close(): void };
const decodedPicture = z.custom<DecodedPicture>(
  (value) =>
    typeof value === 'object' && value !== null && 'close' in value && 'timestamp' in value,
);

/** A small picture of one frame: an `ImageBitmap`, which the page must close. */
const smallPicture = z.custom<SmallPicture>(
  (value) => typeof value === 'object' && value !== null && 'close' in value && 'width' in value,
);

/** What the page asks its media worker; one worker per open clip. */
export const workerApi = {
  calls: {
    /** Opens the clip; a picture that WebCodecs can't decode comes back as `pictureFault`. */
    open: {
      input: z.strictObject({
        mediaUrl: z.string(),
        index: frameIndex.nullable(),
        ringBytes: z.number().positive(),
        /** Small copies of a clip that does not fit are made at rest, within the same bytes. */
        hasOverview: z.boolean().optional(),
      }),
      output: z.object({
        pictureFault: fault.nullable(),
        /** Decoded frames that fit the byte budget. */
        capacity: z.number().int().nonnegative(),
        sound: z.object({ channels: z.number().int(), sampleRate: z.number() }).nullable(),
        /** Why a soundtrack that exists can't be decoded. */
        soundFault: fault.nullable(),
        /** Where the first of picture and sound begins, and where the last of them ends. */
        beginUs: mediaUs,
        durationUs: mediaUs,
      }),
    },
    /**
     * The exact picture of one frame. Waits until it is decoded; a later ask ends an earlier one as
     * `cancelled`. `direction` is the way the reviewer moves: decoding runs ahead that way. Where only smaller
     * copies fit in memory, `isFullSize` decodes the frame again.
     */
    showFrame: {
      input: z.strictObject({ frame: frameNumber, direction, isFullSize: z.boolean().optional() }),
      output: z.object({ frame: frameNumber, picture: decodedPicture }),
    },
    /**
     * Holds what the media element showed for a frame against the decoded frame and its neighbours, once nothing else is to do;
     * null where that frame can't be decoded.
     */
    comparePicture: {
      input: z.strictObject({
        frame: frameNumber,
        width: z.number().int().min(1).max(512),
        height: z.number().int().min(1).max(512),
        /** Upright, in the clip's display shape, 8 bits each. */
        rgba: bytes,
      }),
      output: z.object({ isSame: z.boolean().nullable() }),
    },
    /** Where the playhead is, though the page needs no picture for it: the element plays, or it had the frame already. */
    followFrame: {
      input: z.strictObject({ frame: frameNumber, direction, isPlaying: z.boolean() }),
      output: nothing,
    },
    /** The page closed its handles of so many frames that were `gone`: only now are their pixels free. */
    release: { input: z.strictObject({ count: z.number().int().positive() }), output: nothing },
    /** A clip that was opened with little memory is opened for real. */
    resizeRing: {
      input: z.strictObject({
        ringBytes: z.number().positive(),
        hasOverview: z.boolean().optional(),
      }),
      output: z.object({ capacity: z.number().int().nonnegative() }),
    },
    /** Peaks of the whole soundtrack in audiowaveform's `.dat` version 2, per channel, 16 bit. */
    measurePeaks: { input: nothing, output: z.object({ bytes }) },
    /** Samples placed by their timestamps, one array per channel, silence where there are none. */
    readSamples: {
      input: z.strictObject({ fromUs: mediaUs, toUs: mediaUs }),
      output: z.object({ sampleRate: z.number(), channels: z.array(samples) }),
    },
    /** Levels over time and frequency, 0 to 8 kHz, of at most `longestSpectrogramUs`; mono. See `SpectrogramTile`. */
    spectrogram: {
      input: z.strictObject({
        fromUs: mediaUs,
        toUs: mediaUs,
        columns: z.number().int().min(1).max(4000),
        rows: z.number().int().min(1).max(512),
        band: z.enum(['wide', 'narrow']),
      }),
      output: z.object({ levels: bytes }),
    },
    sampleFrames: {
      input: z.strictObject({
        count: z.number().int().min(1).max(64),
        maxWidthPx: z.number().int().positive(),
      }),
      output: z.object({ frames: z.array(z.object({ frame: frameNumber, jpeg: bytes })) }),
    },
    /** Small exact pictures of these frames, sent as `thumbnail` when nothing more urgent is decoded; replaces an earlier wish. */
    wantThumbnails: {
      input: z.strictObject({
        frames: z.array(frameNumber).max(512),
        heightPx: z.number().int().min(8).max(512),
      }),
      output: nothing,
    },
    soundWav: { input: nothing, output: z.object({ wav: bytes.nullable() }) },
  },
  events: {
    /** The nearest decoded neighbour of a wanted frame, to be shown dimmed and named as such. */
    standIn: z.object({ wanted: frameNumber, frame: frameNumber, picture: decodedPicture }),
    /** A frame that the ring holds from now on: a handle to the same pixels, so that showing it needs no asking. */
    ready: z.object({ frame: frameNumber, picture: decodedPicture }),
    /** Frames that the ring evicted; the page closes its handles and says so by `release`. */
    gone: z.object({ frames: z.array(frameNumber) }),
    /** A small copy of one frame of a clip that does not fit the ring, the page's to close. */
    small: z.object({ frame: frameNumber, picture: decodedPicture }),
    /** Small copies that are to be kept no longer. */
    smallGone: z.object({ frames: z.array(frameNumber) }),
    /** The small picture of a frame that was wanted; null where it can't be decoded. */
    thumbnail: z.object({ frame: frameNumber, picture: smallPicture.nullable() }),
    /** How much of the clip is decoded. */
    held: z.object({
      frames: z.number().int(),
      capacity: z.number().int(),
      bytes: z.number().nonnegative(),
      /** Held pictures are this many times smaller each way; 1 is full size. */
      divisor: z.number().int().positive(),
      /** Frames of which there is a small copy. */
      smallFrames: z.number().int().nonnegative(),
    }),
  },
} as const satisfies Contract;
export type WorkerApi = typeof workerApi;
