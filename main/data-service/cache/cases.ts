import type { Database } from 'better-sqlite3';
import type { CaseRow, CaseState, OutboxState } from '../../../shared/domain/case.ts';
import { caseRow } from '../../../shared/domain/case.ts';
import type { Claim } from '../../../shared/domain/claim.ts';
import { fileToReview, generation, type Generation } from '../../../shared/domain/generation.ts';
import type { VerdictOutcome } from '../../../shared/domain/verdict.ts';
import { fault, type Fault } from '../../../shared/lifetime/fault.ts';
import { readJson, readJsonOrNull } from './json-column.ts';
import { searchedText } from '../../../shared/domain/searched-text.ts';

/** A case as stored: its queue row and the lease behind it. */
export type StoredCase = {
  readonly row: CaseRow;
  readonly epoch: number;
  readonly claimedAtMs: number;
  readonly expiresAtMs: number;
  readonly wipeAtMs: number;
  readonly policyVersion: string;
  readonly mediaFault: Fault | null;
};

/** A change to a case's own columns; what is absent stays. */
export type CasePatch = {
  readonly state?: CaseState;
  readonly fetched?: number;
  readonly offlineReady?: boolean;
  readonly offlineEligible?: boolean;
  readonly verdictOutcome?: VerdictOutcome | null;
  readonly outboxState?: OutboxState | null;
  readonly claimedAtMs?: number;
  readonly expiresAtMs?: number;
  readonly wipeAtMs?: number;
  readonly policyVersion?: string;
  readonly mediaFault?: Fault | null;
};

export type OpenClaim = {
  readonly caseId: string;
  readonly epoch: number;
  readonly claimedAtMs: number;
  readonly expiresAtMs: number;
};

export type Cases = {
  read(caseId: string): StoredCase | null;
  readGeneration(caseId: string): Generation | null;
  /** Takes in a lease: a new case, or a new epoch of a known one. */
  take(claim: Claim, state: CaseState, mediaFault: Fault | null): void;
  /** Applies a patch and raises the revision; returns the new revision, or null for an unknown case. */
  change(caseId: string, patch: CasePatch): number | null;
  /** Leases that a person could still decide on (fetching, ready, blocked). */
  openClaims(): readonly OpenClaim[];
  usingMedia(sha256: string): readonly string[];
  counts(): {
    readonly total: number;
    readonly ready: number;
    readonly fetching: number;
    readonly open: number;
    readonly bytes: number;
  };
  /** Undecided cases that are to be judged under another policy version. */
  movePolicy(version: string): readonly string[];
  /** Cases whose wipe time has passed, also those whose verdict still waits: the verdict stands by itself. */
  toWipe(serverNowMs: number): readonly string[];
  /** How long until the next case is to be wiped, in milliseconds; null when none is here. */
  nextWipe(serverNowMs: number): number | null;
  forget(caseId: string): void;
  /** Every case, with drafts, work so far and proposals. */
  forgetAll(): void;
};

/** Columns of a queue row under the names of the contract. */
export const rowColumns = `case_id AS caseId, revision, title, reason, created_at_ms AS createdAtMs, due_at_ms AS dueAtMs, state,
  media_state AS mediaState, size_bytes AS sizeBytes, fetched, offline_ready AS offlineReady, offline_eligible AS offlineEligible,
  account_name AS accountName, media_sha256 AS mediaSha256, verdict_outcome AS verdictOutcome, outbox_state AS outboxState,
  (SELECT share FROM evidence_shares WHERE evidence_shares.sha256 = cases.media_sha256) AS measured`;

export type RawCaseRow = Record<string, unknown> & {
  readonly offlineReady: number;
  readonly offlineEligible: number;
};

export function toCaseRow(raw: RawCaseRow): CaseRow {
  return caseRow.parse({
    ...raw,
    offlineReady: raw.offlineReady === 1,
    offlineEligible: raw.offlineEligible === 1,
  });
}

type LeaseColumns = {
  epoch: number;
  claimed_at_ms: number;
  expires_at_ms: number;
  wipe_at_ms: number;
  policy_version: string;
  media_fault: string | null;
};
type Raw = RawCaseRow & LeaseColumns;

export function createCases(db: Database): Cases {
  const select = db.prepare<[string], Raw>(
    `SELECT ${rowColumns}, epoch, claimed_at_ms, expires_at_ms, wipe_at_ms, policy_version, media_fault FROM cases WHERE case_id = ?`,
  );
  const selectGeneration = db.prepare<[string], { body: string }>(
    'SELECT body FROM generations WHERE case_id = ?',
  );
  const upsert =
    db.prepare(`INSERT INTO cases (case_id, revision, title, reason, created_at_ms, due_at_ms, state, media_state, size_bytes, fetched,
      offline_ready, offline_eligible, account_name, search_text, media_sha256, verdict_outcome, outbox_state, epoch, kind, claimed_at_ms, expires_at_ms,
      wipe_at_ms, policy_version, media_fault)
    VALUES (@caseId, 1, @title, @reason, @createdAtMs, @dueAtMs, @state, @mediaState, @sizeBytes, 0, 0, @offlineEligible, @accountName, @searchText,
      @mediaSha256, NULL, NULL, @epoch, @kind, @claimedAtMs, @expiresAtMs, @wipeAtMs, @policyVersion, @mediaFault)
    ON CONFLICT (case_id) DO UPDATE SET revision = revision + 1, title = excluded.title, search_text = excluded.search_text, reason = excluded.reason, due_at_ms = excluded.due_at_ms,
      state = excluded.state,
      media_state = excluded.media_state, size_bytes = excluded.size_bytes, offline_eligible = excluded.offline_eligible,
      media_sha256 = excluded.media_sha256, epoch = excluded.epoch, kind = excluded.kind, claimed_at_ms = excluded.claimed_at_ms,
      expires_at_ms = excluded.expires_at_ms, wipe_at_ms = excluded.wipe_at_ms, policy_version = excluded.policy_version,
      media_fault = excluded.media_fault`);
  const upsertGeneration = db.prepare<[string, string]>(
    'INSERT INTO generations (case_id, body) VALUES (?, ?) ON CONFLICT (case_id) DO UPDATE SET body = excluded.body',
  );
  const open = db.prepare<[], OpenClaim>(
    `SELECT case_id AS caseId, epoch, claimed_at_ms AS claimedAtMs, expires_at_ms AS expiresAtMs FROM cases WHERE state IN ('fetching', 'ready', 'blocked')`,
  );
  const byMedia = db.prepare<[string], { id: string }>(
    'SELECT case_id AS id FROM cases WHERE media_sha256 = ?',
  );
  const counting = db.prepare<[], { state: CaseState; n: number }>(
    'SELECT state, count(*) AS n FROM cases GROUP BY state',
  );
  const onlineOnly = db.prepare<[], { n: number }>(
    `SELECT count(*) AS n FROM cases WHERE state = 'fetching' AND offline_eligible = 0 AND fetched = 0`,
  );
  const bytes = db.prepare<[], { n: number | null }>(
    `SELECT sum(size_bytes) AS n FROM media_files WHERE state = 'verified'`,
  );
  const movable = db.prepare<[string], { id: string }>(
    `SELECT case_id AS id FROM cases WHERE policy_version <> ? AND state <> 'lost'`,
  );
  const wipable = db.prepare<[number], { id: string }>(
    `SELECT case_id AS id FROM cases WHERE wipe_at_ms <= ?`,
  );
  const firstWipe = db.prepare<[], { atMs: number | null }>(
    'SELECT min(wipe_at_ms) AS atMs FROM cases',
  );
  const removals = ['cases', 'drafts', 'review_works', 'proposals'].map((table) =>
    db.prepare<[]>(`DELETE FROM ${table}`),
  );
  const remove = db.prepare<[string]>('DELETE FROM cases WHERE case_id = ?');

  return {
    read(caseId) {
      const raw = select.get(caseId);
      return raw ? fromRaw(raw) : null;
    },
    readGeneration(caseId) {
      const row = selectGeneration.get(caseId);
      return row ? readJson(generation, row.body) : null;
    },
    take(claim, state, mediaFault) {
      const file = fileToReview(claim.generation);
      upsert.run({
        caseId: claim.caseId,
        title: claim.generation.title,
        reason: claim.generation.reason,
        createdAtMs: claim.generation.createdAtMs,
        dueAtMs: claim.dueAtMs,
        state,
        mediaState: claim.generation.mediaState,
        sizeBytes: file?.sizeBytes ?? 0,
        offlineEligible: claim.offlineEligible ? 1 : 0,
        accountName: claim.generation.account.displayName,
        searchText: searchTextOf(
          claim.generation.title,
          claim.generation.account.displayName,
          claim.caseId,
        ),
        mediaSha256: file?.sha256 ?? null,
        epoch: claim.epoch,
        kind: claim.kind,
        claimedAtMs: claim.claimedAtMs,
        expiresAtMs: claim.expiresAtMs,
        wipeAtMs: claim.wipeAtMs,
        policyVersion: claim.policyVersion,
        mediaFault: mediaFault === null ? null : JSON.stringify(mediaFault),
      });
      upsertGeneration.run(claim.caseId, JSON.stringify(claim.generation));
    },
    change: (caseId, patch) => changeCase(db, caseId, patch),
    openClaims: () => open.all(),
    usingMedia: (sha256) => byMedia.all(sha256).map((row) => row.id),
    counts() {
      const n = new Map(counting.all().map((row) => [row.state, row.n]));
      const of = (...states: readonly CaseState[]) =>
        states.reduce((sum, state) => sum + (n.get(state) ?? 0), 0);
      return {
        total: of('fetching', 'ready', 'blocked', 'saved', 'settled', 'lost'),
        ready: of('ready'),
        // What is fetched only when it is opened is not on its way.
        fetching: of('fetching') - (onlineOnly.get()?.n ?? 0),
        open: of('fetching', 'ready', 'blocked'),
        bytes: bytes.get()?.n ?? 0,
      };
    },
    movePolicy(version) {
      const moved = movable.all(version).map((row) => row.id);
      for (const caseId of moved) changeCase(db, caseId, { policyVersion: version });
      return moved;
    },
    toWipe: (serverNowMs) => wipable.all(serverNowMs).map((row) => row.id),
    nextWipe(serverNowMs) {
      const atMs = firstWipe.get()?.atMs ?? null;
      return atMs === null ? null : Math.max(0, atMs - serverNowMs);
    },
    forget: (caseId) => void remove.run(caseId),
    forgetAll: () => removals.forEach((removal) => removal.run()),
  };
}

/** As it is searched: folded, and without hidden characters. */
function searchTextOf(...parts: readonly string[]): string {
  return parts.map(searchedText).join('\n');
}

/** Column and stored value of each patch field. */
function columnsOf(patch: CasePatch): (readonly [string, string | number | null])[] {
  const columns: (readonly [string, string | number | null])[] = [];
  if (patch.state !== undefined) columns.push(['state', patch.state]);
  if (patch.fetched !== undefined) columns.push(['fetched', patch.fetched]);
  if (patch.offlineReady !== undefined) columns.push(['offline_ready', patch.offlineReady ? 1 : 0]);
  if (patch.offlineEligible !== undefined)
    columns.push(['offline_eligible', patch.offlineEligible ? 1 : 0]);
  if (patch.verdictOutcome !== undefined) columns.push(['verdict_outcome', patch.verdictOutcome]);
  if (patch.outboxState !== undefined) columns.push(['outbox_state', patch.outboxState]);
  if (patch.claimedAtMs !== undefined) columns.push(['claimed_at_ms', patch.claimedAtMs]);
  if (patch.expiresAtMs !== undefined) columns.push(['expires_at_ms', patch.expiresAtMs]);
  if (patch.wipeAtMs !== undefined) columns.push(['wipe_at_ms', patch.wipeAtMs]);
  if (patch.policyVersion !== undefined) columns.push(['policy_version', patch.policyVersion]);
  if (patch.mediaFault !== undefined)
    columns.push([
      'media_fault',
      patch.mediaFault === null ? null : JSON.stringify(patch.mediaFault),
    ]);
  return columns;
}

function changeCase(db: Database, caseId: string, patch: CasePatch): number | null {
  const columns = columnsOf(patch);
  const sets = ['revision = revision + 1', ...columns.map(([name]) => `${name} = ?`)].join(', ');
  const row = db
    .prepare<unknown[], { revision: number }>(
      `UPDATE cases SET ${sets} WHERE case_id = ? RETURNING revision`,
    )
    .get(...columns.map(([, value]) => value), caseId);
  return row?.revision ?? null;
}

function fromRaw(raw: Raw): StoredCase {
  return {
    row: toCaseRow(raw),
    epoch: raw.epoch,
    claimedAtMs: raw.claimed_at_ms,
    expiresAtMs: raw.expires_at_ms,
    wipeAtMs: raw.wipe_at_ms,
    policyVersion: raw.policy_version,
    mediaFault: readJsonOrNull(fault, raw.media_fault),
  };
}
