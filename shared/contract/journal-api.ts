import { z } from 'zod';
import { outboxState } from '../domain/case.ts';
import { epochMs } from '../domain/ids.ts';
import { policy } from '../domain/policy.ts';
import { receipt, verdict, verdictOutcome } from '../domain/verdict.ts';
import { verdictStatuses } from '../domain/verdict-status.ts';
import { fault } from '../lifetime/fault.ts';
import { anyText } from '../domain/text.ts';

export const verdictStatus = z.enum(verdictStatuses);

/** One verdict made at this desk and what became of it. */
export const journalEntry = z.object({
  verdict,
  /** Of the generation; empty where it is not known any more. */
  title: anyText,
  state: outboxState,
  attempts: z.number().int(),
  lastFault: fault.nullable(),
  receipt: receipt.nullable(),
  /** The device's signature is over it. */
  isSigned: z.boolean(),
  /** Its place in the backend's log; null until that is known. */
  logIndex: z.number().int().nonnegative().nullable(),
  /** the outcome that the backend gave later; null while the receipt holds. */
  currentOutcome: verdictOutcome.nullable(),
});
export type JournalEntry = Readonly<z.infer<typeof journalEntry>>;

const textFile = z.object({
  suggestedName: z.string(),
  text: anyText,
  rows: z.number().int(),
});

/** What the page asks about verdicts that were made; part of `deskApi`. */
export const journalCalls = {
  listJournal: {
    input: z.strictObject({
      offset: z.number().int().nonnegative(),
      limit: z.number().int().min(1).max(500),
      /** Only these statuses; empty or absent for all. */
      statuses: z.array(verdictStatus).max(50).optional(),
    }),
    output: z.object({
      /** Of those that the filter lets through. */
      total: z.number().int(),
      entries: z.array(journalEntry),
      /** Of the whole journal; statuses that nothing has are left out. */
      byStatus: z.array(z.object({ status: verdictStatus, n: z.number().int() })),
    }),
  },
  /** Tries a rejected verdict again, unchanged. */
  retryVerdict: { input: z.strictObject({ verdictId: z.uuid() }), output: z.strictObject({}) },
  /** JSON Lines, oldest first: one verdict with its status and receipt per line; one verdict, or all of a filter. */
  exportJournal: {
    input: z.strictObject({
      statuses: z.array(verdictStatus).max(50).optional(),
      verdictId: z.uuid().optional(),
    }),
    output: textFile,
  },
  /** The policy that a verdict was made under beside the one that its case is to be judged under now. */
  readPolicyChange: {
    input: z.strictObject({ verdictId: z.uuid() }),
    output: z.object({ before: policy, after: policy }),
  },
  /** The same judgement again under the policy of now: a new verdict that names the old one. */
  confirmVerdict: {
    input: z.strictObject({ verdictId: z.uuid() }),
    output: z.object({ verdictId: z.uuid(), savedAtMs: epochMs, waiting: z.number().int() }),
  },
} as const;
