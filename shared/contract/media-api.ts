import { z } from 'zod';
import { sha256Hex } from '../domain/ids.ts';
import type { Contract } from './contract.ts';

/** Who reads: the desk's page, or the one that measures. Each gets only what it has open, or measures. */
const reader = z.enum(['page', 'measuring']);
export type MediaReader = z.infer<typeof reader>;

/** What Electron main asks the data service in order to answer `media://clip/<sha256>`. */
export const mediaApi = {
  calls: {
    /** Opens the first chunk, so that a file that fails its seal is refused before a byte is sent. */
    describeMedia: {
      input: z.strictObject({ sha256: sha256Hex, reader }),
      output: z.object({ sizeBytes: z.number().int(), mimeType: z.string() }),
    },
    /** Plain bytes `[offset, offset + length)`, at most 1 MiB a call. */
    readMedia: {
      input: z.strictObject({
        sha256: sha256Hex,
        reader,
        offset: z.number().int().nonnegative(),
        length: z.number().int().min(1).max(1_048_576),
      }),
      output: z.object({ bytes: z.instanceof(Uint8Array) }),
    },
  },
  events: {},
} as const satisfies Contract;
export type MediaApi = typeof mediaApi;
