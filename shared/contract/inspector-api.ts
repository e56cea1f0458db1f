import { z } from 'zod';
import { containerContents, copyReading } from '../domain/container-reading.ts';
import { frameIndex } from '../media-time/frame-index.ts';
import type { Contract } from './contract.ts';

/**
 * What is asked of the inspector: the process without keys, network or files in which containers are parsed. It gets a
 * file's bytes by ranges from its client, one file at a time; the client counts them, and ends it when it takes too much.
 */
export const inspectorApi = {
  calls: {
    /** The times of all frames. */
    indexFrames: {
      input: z.strictObject({ sha256: z.string(), sizeBytes: z.number().int() }),
      output: z.object({ index: frameIndex, isCutShort: z.boolean() }),
    },
    /** Container and tracks, without a look at every frame. */
    readContents: {
      input: z.strictObject({ sizeBytes: z.number().int() }),
      output: containerContents,
    },
    /** What a review copy is made by: a refusal of the file is part of the answer. */
    readForCopy: {
      input: z.strictObject({ sizeBytes: z.number().int() }),
      output: copyReading,
    },
    /** The range that `bytesWanted` asked for; null where it can't be had. */
    giveBytes: {
      input: z.strictObject({
        request: z.number().int(),
        bytes: z.instanceof(Uint8Array).nullable(),
      }),
      output: z.object({}),
    },
  },
  events: {
    /** Bytes `[from, to)` of the file that is looked into. */
    bytesWanted: z.object({
      request: z.number().int(),
      from: z.number().int().nonnegative(),
      to: z.number().int().positive(),
    }),
  },
} as const satisfies Contract;
export type InspectorApi = typeof inspectorApi;
