import { z } from 'zod';
import { caseRow, caseState } from '../domain/case.ts';
import { finding } from '../domain/finding.ts';
import { generation, reviewReason } from '../domain/generation.ts';
import { harmCategory } from '../domain/harm-category.ts';
import { entityId, epochMs, sha256Hex } from '../domain/ids.ts';
import { machineProposal } from '../domain/machine-proposal.ts';
import { reviewWork } from '../domain/review-work.ts';
import { confidence, judgement, reviewConduct, verdictOutcome } from '../domain/verdict.ts';
import { decision, policy } from '../domain/policy.ts';
import { frameIndex } from '../media-time/frame-index.ts';
import { mediaUs } from '../media-time/units.ts';
import { fault } from '../lifetime/fault.ts';
import type { Contract } from './contract.ts';
import { careCalls, careEvents } from './care-api.ts';
import { evidenceCalls, evidenceEvents } from './evidence-api.ts';
import { journalCalls, journalEntry } from './journal-api.ts';
import { travelCalls, travelEvents } from './travel-api.ts';
import { anyText, freeText } from '../domain/text.ts';

const nothing = z.strictObject({});
const bytes = z.instanceof(Uint8Array);

/** What the page measures by itself, so that a hostile one has nothing else to write. */
const pageMeasurement = z.enum(['peaks']);
/** What is longer is measured again at each opening. */
const longestMeasurementBytes = 64 * 1024 * 1024;

export const connectionStates = [
  'online',
  'connecting',
  'offline',
  'refused',
  'not-enrolled',
] as const;

/** The desk's own condition, for the one quiet place that shows it. */
export const deskState = z.object({
  enrolment: z
    .object({
      deviceId: entityId,
      /** On the watermark. */
      reviewerId: entityId,
      reviewerName: anyText,
      role: z.enum(['reviewer', 'lead', 'auditor']),
      quotaPerDay: z.number().int(),
      decidedToday: z.number().int(),
      /** The backend gives this person no more cases before; null while it does. */
      quotaUsedUpUntilMs: epochMs.nullable(),
      backendUrl: z.string(),
    })
    .nullable(),
  connection: z.enum(connectionStates),
  /** Why, in one sentence, unless online. */
  connectionNote: anyText,
  lastSyncAtMs: epochMs.nullable(),
  outbox: z.object({
    waiting: z.number().int(),
    sending: z.number().int(),
    settled: z.number().int(),
    rejected: z.number().int(),
    /** Of those that wait: the backend has failed on them again and again. */
    stuck: z.number().int(),
    /** Answered verdicts that wait for their reviewer to confirm them under a newer policy. */
    toConfirm: z.number().int(),
  }),
  cases: z.object({
    total: z.number().int(),
    ready: z.number().int(),
    fetching: z.number().int(),
    bytes: z.number(),
  }),
  /** What protects the cache's key at rest; `key-file` is a warning. */
  keyProtection: z.enum(['keychain', 'key-file', 'passphrase']),
  warnings: z.array(anyText),
});
export type DeskState = Readonly<z.infer<typeof deskState>>;

export const caseFilter = z.strictObject({
  text: freeText(200),
  // Each once and some to spare: every one becomes a parameter of the query.
  states: z.array(caseState).max(20),
  reasons: z.array(reviewReason).max(20),
});
export type CaseFilter = Readonly<z.infer<typeof caseFilter>>;
export const caseSort = z.strictObject({
  by: z.enum(['due', 'age', 'title', 'reason', 'state', 'size']),
  direction: z.enum(['asc', 'desc']),
});
export type CaseSort = Readonly<z.infer<typeof caseSort>>;

/** A half-made judgement, kept so that a crash or a change of case loses no work. */
export const savedDraft = z.strictObject({
  decision: decision.nullable(),
  branchId: freeText(100).nullable(),
  severity: z.number().int().min(0).max(4).nullable(),
  confidence: confidence.nullable(),
  reasonIds: z.array(freeText(100)).max(30),
  note: freeText(10_000),
  findings: z.array(finding).max(500),
});

/** Everything the case screen shows. */
export const caseDetail = z.object({
  row: caseRow,
  epoch: z.number().int(),
  expiresAtMs: epochMs,
  generation,
  policy,
  draft: savedDraft.nullable(),
  work: reviewWork.nullable(),
  verdicts: z.array(journalEntry),
  proposals: z.array(machineProposal),
  /** Why the clip can't be shown, in one sentence with the way out; null when it can. */
  mediaFault: fault.nullable(),
});
export type CaseDetail = Readonly<z.infer<typeof caseDetail>>;

/** Review statistics of this desk over a span of time. */
export const deskStatistics = z.object({
  fromMs: epochMs,
  toMs: epochMs,
  verdicts: z.number().int(),
  superseded: z.number().int(),
  handleMs: z.object({
    n: z.number().int(),
    median: z.number().nullable(),
    p90: z.number().nullable(),
  }),
  byDecision: z.array(z.object({ decision, n: z.number().int() })),
  byCategory: z.array(
    z.object({
      category: harmCategory.nullable(),
      n: z.number().int(),
      byDecision: z.array(z.object({ decision, n: z.number().int() })),
      medianHandleMs: z.number().nullable(),
    }),
  ),
  byOutcome: z.array(
    z.object({
      outcome: z.union([verdictOutcome, z.literal('waiting'), z.literal('rejected')]),
      n: z.number().int(),
    }),
  ),
  byDay: z.array(
    z.object({ dayStartMs: epochMs, n: z.number().int(), medianHandleMs: z.number().nullable() }),
  ),
  byReason: z.array(z.object({ reason: reviewReason, n: z.number().int() })),
});
export type DeskStatistics = Readonly<z.infer<typeof deskStatistics>>;

export const assistSettings = z.strictObject({
  enabled: z.boolean(),
  baseUrl: freeText(500),
  moderationModel: freeText(200),
  transcriptionModel: freeText(200),
});
export type AssistSettings = Readonly<z.infer<typeof assistSettings>>;

const statisticsSpan = z.strictObject({
  fromMs: epochMs,
  toMs: epochMs,
  timeZone: freeText(100),
});

/** What the page asks the data service. One line here is the whole change. */
export const deskApi = {
  calls: {
    ...journalCalls,
    ...travelCalls,

    readDesk: { input: nothing, output: deskState },
    syncNow: { input: nothing, output: deskState },
    /** Where the backend's operator takes security reports: asked now, else as last heard; null: named none, or never heard. */
    readSecurityContact: {
      input: nothing,
      output: z.object({ contact: anyText.nullable(), isKnown: z.boolean() }),
    },

    listCases: {
      input: z.strictObject({
        filter: caseFilter,
        sort: caseSort,
        offset: z.number().int().nonnegative(),
        limit: z.number().int().min(1).max(500),
      }),
      output: z.object({ total: z.number().int(), rows: z.array(caseRow) }),
    },
    /** The case after (or before) one in the queue's present order that still waits for a verdict. */
    neighbourCase: {
      input: z.strictObject({
        filter: caseFilter,
        sort: caseSort,
        caseId: entityId.nullable(),
        direction: z.enum(['next', 'previous']),
        openOnly: z.boolean(),
      }),
      output: z.object({
        caseId: entityId.nullable(),
        /** So many on the way have a clip that can't be fetched now: without the backend nothing of them could be seen. */
        skipped: z.number().int(),
      }),
    },
    /** An opening is logged. Only of the cases opened last can clips and measurements be read. */
    openCase: { input: z.strictObject({ caseId: entityId }), output: caseDetail },
    /**
     * The case that is open on the screen, null when none is: a clip that must not wait on a disk
     * (`offlineEligible: false`) is fetched for it, and goes some minutes after it was left.
     */
    setOpenCase: { input: z.strictObject({ caseId: entityId.nullable() }), output: nothing },
    /** Null where the file has no picture that can be indexed; the fault says why. */
    readFrameIndex: { input: z.strictObject({ sha256: sha256Hex }), output: frameIndex },
    /** Results measured once per file by the page's workers, kept by kind and version. Evidence is no page's to write. */
    readMeasurement: {
      input: z.strictObject({
        sha256: sha256Hex,
        kind: pageMeasurement,
        version: z.number().int(),
      }),
      output: z.object({ bytes: bytes.nullable() }),
    },
    saveMeasurement: {
      input: z.strictObject({
        sha256: sha256Hex,
        kind: pageMeasurement,
        version: z.number().int(),
        bytes: bytes.refine(({ byteLength }) => byteLength <= longestMeasurementBytes),
      }),
      output: nothing,
    },

    ...evidenceCalls,
    ...careCalls,

    saveDraft: { input: z.strictObject({ caseId: entityId, draft: savedDraft }), output: nothing },
    /** Lean and conduct so far; forgotten with the verdict. */
    saveWork: {
      input: z.strictObject({ caseId: entityId, work: reviewWork }),
      output: nothing,
    },
    /** Durable when answered: verdict, outbox row, case state and device sequence in one transaction. */
    recordVerdict: {
      input: z.strictObject({
        caseId: entityId,
        judgement,
        conduct: reviewConduct,
        supersedesVerdictId: z.uuid().nullable(),
      }),
      output: z.object({ verdictId: z.uuid(), savedAtMs: epochMs, waiting: z.number().int() }),
    },
    readStatistics: { input: statisticsSpan, output: deskStatistics },
    /** RFC 4180 CSV, UTF-8, one row per verdict (`verdicts`) or the tables of the statistics (`summary`). */
    exportStatistics: {
      input: z.strictObject({ ...statisticsSpan.shape, table: z.enum(['verdicts', 'summary']) }),
      output: z.object({ suggestedName: z.string(), csv: anyText, rows: z.number().int() }),
    },

    readAssist: {
      input: nothing,
      output: z.object({ settings: assistSettings, hasKey: z.boolean() }),
    },
    /** Asks the configured service; the page supplies what it decoded. Refused for content that must stay in the building. */
    runAssist: {
      input: z.strictObject({
        caseId: entityId,
        frames: z
          .array(z.strictObject({ frame: z.number().int().nonnegative(), jpeg: bytes }))
          .max(12),
        /** 16 kHz mono PCM WAV, or null without a soundtrack. */
        soundWav: bytes.nullable(),
        /** The media time of its first sample. */
        soundFromUs: mediaUs,
      }),
      output: z.object({ proposals: z.array(machineProposal), faults: z.array(fault) }),
    },
  },
  events: {
    ...evidenceEvents,
    ...careEvents,
    ...travelEvents,
    /** A case changed: ask again. */
    caseChanged: z.object({ caseId: entityId, revision: z.number().int() }),
    /** Rows came, went or moved. */
    queueChanged: z.object({}),
    deskChanged: z.object({}),
    verdictSettled: z.object({ verdictId: z.uuid(), caseId: entityId }),
    /** A sealed chunk did not open, or a hash does not match: playing must stop. */
    integrityFailed: z.object({ sha256: sha256Hex }),
  },
} as const satisfies Contract;
export type DeskApi = typeof deskApi;
