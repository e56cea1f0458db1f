import { z } from 'zod';
import { analyserId, evidenceAuthor, evidenceResult } from '../domain/evidence.ts';
import { sha256Hex } from '../domain/ids.ts';
import { fault } from '../lifetime/fault.ts';
import { anyText } from '../domain/text.ts';

/** The status of one analyser for one clip. */
export const analysis = z.object({
  analyser: analyserId,
  author: evidenceAuthor,
  status: z.enum(['waiting', 'running', 'done', 'failed']),
  /** 0..1 while running. */
  progress: z.number().min(0).max(1),
  /** Why it failed, in one sentence; null otherwise. */
  fault: fault.nullable(),
  result: evidenceResult.nullable(),
});
export type Analysis = Readonly<z.infer<typeof analysis>>;

/** An operator's own model that this desk runs. */
export const foundModel = z.object({
  name: anyText,
  laneTitle: anyText,
  input: z.enum(['frames', 'mouth-crops', 'sound-16k']),
  /** The first characters of the file's SHA-256. */
  fileVersion: z.string(),
});
export type FoundModel = Readonly<z.infer<typeof foundModel>>;

/** What the page asks the data service about evidence; part of `deskApi`. */
export const evidenceCalls = {
  /** Everything measured so far of one clip, and what is still coming; opening a case puts it first in line. */
  readEvidence: {
    input: z.strictObject({ sha256: sha256Hex }),
    output: z.object({ analyses: z.array(analysis) }),
  },
  /** What came of `own-models.json` at the start of the desk: the models, and one sentence for each bad entry. */
  listOwnModels: {
    input: z.strictObject({}),
    output: z.object({ models: z.array(foundModel), troubles: z.array(z.string()) }),
  },
} as const;

export const evidenceEvents = {
  /** One analysis went on (at most four times a second), or ended: at progress 1 read again. */
  evidenceChanged: z.object({
    sha256: sha256Hex,
    analyser: analyserId,
    progress: z.number().min(0).max(1),
  }),
} as const;
