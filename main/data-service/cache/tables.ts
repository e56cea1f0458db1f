import type { Cache } from './open-cache.ts';
import { createCaseQueue, type CaseQueue } from './case-queue.ts';
import { createCases, type Cases } from './cases.ts';
import { createJournal, type Journal } from './journal.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import { createEvidenceShares, type EvidenceShares } from './evidence-shares.ts';
import { createExposures, type Exposures } from './exposures.ts';
import { createReviewWorks, type ReviewWorks } from './review-works.ts';
import { createMeasurements, type Measurements } from './measurements.ts';
import { createMediaFiles, type MediaFiles } from './media-files.ts';
import { createOutboxRows, type OutboxRows } from './outbox-rows.ts';
import { createPolicies, type Policies } from './policies.ts';
import { createProposals, type Proposals } from './proposals.ts';
import { createSettings, type Settings } from './settings.ts';
import { createVerdicts, type Verdicts } from './verdicts.ts';
import { createBlockedMedia, type BlockedMedia } from './blocked-media.ts';

/** Every table's queries over one open cache. */
export type Tables = {
  readonly cases: Cases;
  readonly queue: CaseQueue;
  readonly media: MediaFiles;
  readonly policies: Policies;
  readonly verdicts: Verdicts;
  readonly journal: Journal;
  readonly outbox: OutboxRows;
  readonly drafts: Drafts;
  readonly reviewWorks: ReviewWorks;
  readonly exposures: Exposures;
  readonly measurements: Measurements;
  readonly evidenceShares: EvidenceShares;
  readonly proposals: Proposals;
  readonly settings: Settings;
  readonly blockedMedia: BlockedMedia;
  /** Runs everything in one transaction: all of it or nothing. */
  transaction<T>(work: () => T): T;
  /** Empties the write-ahead log, so that what was deleted is gone from the disk. */
  truncateLog(): void;
};

export function createTables({ db }: Cache): Tables {
  const cases = createCases(db);
  const settings = createSettings(db);
  return {
    cases,
    queue: createCaseQueue(db),
    media: createMediaFiles(db),
    policies: createPolicies(db),
    verdicts: createVerdicts(db),
    journal: createJournal(db),
    outbox: createOutboxRows(db),
    drafts: createDrafts(db),
    reviewWorks: createReviewWorks(db),
    exposures: createExposures(db),
    measurements: createMeasurements(db),
    evidenceShares: createEvidenceShares(db),
    proposals: createProposals(db),
    settings,
    blockedMedia: createBlockedMedia(settings, cases),
    transaction: (work) => db.transaction(work).immediate(),
    truncateLog: () => void db.pragma('wal_checkpoint(TRUNCATE)'),
  };
}
