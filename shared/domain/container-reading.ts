import { z } from 'zod';
import { fault } from '../lifetime/fault.ts';
import { frameIndex } from '../media-time/frame-index.ts';

/** What a container says of itself, in mediabunny's words. */
export const containerContents = z.object({
  mimeType: z.string().max(100),
  name: z.string().max(100),
  tracks: z
    .array(
      z.object({
        kind: z.enum(['video', 'audio', 'other']),
        codec: z.string().max(100).nullable(),
        /** Of H.264, as in a MIME type: `avc1.64001f`. */
        parameters: z.string().max(200).nullable(),
      }),
    )
    .max(1000),
});
export type ContainerContents = Readonly<z.infer<typeof containerContents>>;

const pixels = z.number().int().nonnegative();

/** What a review copy is made by. Exactly one of `clip` and `fault` is there. */
export const copyReading = z.object({
  /** Which picture and which sound, each counted from 0 among its kind. */
  places: z.object({ picture: z.number().int(), sound: z.number().int() }),
  /** What every desk will show of the original; null where its reader refuses it. */
  clip: z
    .object({
      index: frameIndex,
      isCutShort: z.boolean(),
      /** Pictures in the file, shown or not. */
      framesFound: z.number().int().nonnegative(),
      ticksPerSecond: z.number().positive(),
      /** The largest of the picture's sizes, as coded; how many sizes there are. */
      largest: z.object({ width: pixels, height: pixels }),
      sizes: z.number().int().nonnegative(),
    })
    .nullable(),
  fault: fault.nullable(),
});
export type CopyReading = Readonly<z.infer<typeof copyReading>>;
