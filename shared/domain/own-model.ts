import { z } from 'zod';
import { freeText } from './text.ts';

const pixels = z.number().int().min(1).max(2048);
const numbers = z.array(z.number()).min(1).max(3);

/** Pictures as the model wants them: size, layout, and `(value / 255 - mean) / deviation` for each channel. */
const framesInput = z.strictObject({
  kind: z.literal('frames'),
  width: pixels,
  height: pixels,
  layout: z.enum(['nchw', 'nhwc']).default('nchw'),
  channels: z.enum(['rgb', 'bgr', 'grey']).default('rgb'),
  mean: numbers.default([0]),
  deviation: numbers.default([1]),
  /** Pictures looked at in a second of the clip. */
  perSecond: z.number().positive().max(120).default(5),
});

/** The mouth of each face, as found by the faces analyser, scaled to the given size. */
const mouthInput = z.strictObject({
  ...framesInput.shape,
  kind: z.literal('mouth-crops'),
  /** Crop's side over the mouth's width. */
  margin: z.number().min(1).max(4).default(1.6),
});

/** Sound as 16 kHz mono floats, shape [1, window]. */
const soundInput = z.strictObject({
  kind: z.literal('sound-16k'),
  windowMs: z.number().int().min(10).max(60_000),
  hopMs: z.number().int().min(10).max(60_000),
});

/** An operator's own model: an ONNX file, what it is fed, and the lane that it draws. */
export const ownModel = z.strictObject({
  name: z
    .string()
    .max(60)
    .regex(/^[a-z0-9-]+$/),
  /** Absolute, or beside the settings file. */
  file: z.string().min(1).max(1000),
  laneTitle: freeText(100).min(1),
  input: z.discriminatedUnion('kind', [framesInput, mouthInput, soundInput]),
  /** Which number of the model's first output is drawn. */
  output: z.strictObject({
    kind: z.enum(['values', 'spans']).default('values'),
    index: z.number().int().nonnegative().default(0),
    /** `sigmoid` and `softmax` turn raw scores into 0..1. */
    activation: z.enum(['none', 'sigmoid', 'softmax']).default('none'),
    /** Spans are where the value reaches this. */
    threshold: z.number().default(0.5),
  }),
});
export type OwnModel = Readonly<z.infer<typeof ownModel>>;
