import { z } from 'zod';
import { mediaUs } from '../media-time/units.ts';
import { entityId } from './ids.ts';
import { freeText } from './text.ts';

export const findingKinds = [
  'speech-not-asked-for',
  'speech-out-of-sync',
  'speech-replaced',
  'likeness',
  'deceptive-content',
  'violence',
  'extremist-symbol',
  'minor',
  'sexual-content',
  'self-harm',
  'bias',
  'cut-or-splice',
  'frozen-picture',
  'physics-break',
  'watermark',
  'other',
] as const;
export const findingKind = z.enum(findingKinds);
export type FindingKind = z.infer<typeof findingKind>;

/**
 * Something a person saw or heard, `[fromUs, toUs)` on the clip's own clock.
 * Frames are null where the clip has no frame index (it could not be played).
 */
export const finding = z
  .strictObject({
    findingId: entityId,
    kind: findingKind,
    fromUs: mediaUs,
    toUs: mediaUs,
    fromFrame: z.number().int().nonnegative().nullable(),
    /** First frame after the span. */
    toFrame: z.number().int().nonnegative().nullable(),
    note: freeText(4000),
  })
  .refine((f) => f.toUs >= f.fromUs, 'a finding may not end before it begins');
export type Finding = Readonly<z.infer<typeof finding>>;
