import assert from 'node:assert/strict';
import { holdsUnder } from '../../backend/review/decide-outcome.ts';
import { currentPolicy } from '../../backend/store/policies.ts';
import type { Verdict } from '../../shared/domain/verdict.ts';
import type { SimDesk } from './sim-desk.ts';
import type { SimNetwork } from './sim-network.ts';
import { quotaPerDay, type ServerAnswer, type SimServer } from './sim-server.ts';

/**
 * The twenty invariants of the protocol and where each is proven. `here`: checked in every simulated run.
 */
export const invariants: readonly {
  readonly number: number;
  readonly says: string;
  readonly proven: string;
}[] = [
  { number: 1, says: 'a saved verdict arrives once, as it was, or sits rejected', proven: 'here' },
  { number: 2, says: 'at most one effective verdict per case', proven: 'here' },
  { number: 3, says: 'at most one live lease per case, epochs rise', proven: 'here' },
  { number: 4, says: 'effective means current epoch or free case', proven: 'here' },
  { number: 5, says: 'outbox xor receipt', proven: 'here' },
  { number: 6, says: 'after a wipe no key, media or plain text', proven: 'here; test/kill' },
  {
    number: 7,
    says: 'the feed has no gap and no double',
    proven:
      'here (what a desk holds is what the backend lent); 16 writers: test/contract/backend/changes',
  },
  { number: 8, says: 'poison blocks nothing', proven: 'here' },
  { number: 9, says: 'at most 60 requests a minute in an outage', proven: 'here' },
  { number: 10, says: "the desk's clock is irrelevant", proven: 'here' },
  {
    number: 11,
    says: 'the log is append-only, receipts provable',
    proven: 'unit tests of the log',
  },
  { number: 12, says: 'full disk: durable, or clearly not saved', proven: 'here' },
  { number: 13, says: 'no leaked lease after healing', proven: 'here' },
  { number: 14, says: 'a verdict only on verified media', proven: 'here' },
  { number: 15, says: 'no key and nonce twice', proven: 'here' },
  { number: 16, says: 'same id, other body: 422', proven: 'test/contract/backend/verdicts' },
  { number: 17, says: 'policy bump during travel: reconfirm', proven: 'here' },
  { number: 18, says: 'a hostile page reaches nothing', proven: 'test/app/shell' },
  {
    number: 19,
    says: 'a kill during key rotation leaves a readable database',
    proven: 'test/unit/main/app/desk-key/killed.test.ts',
  },
  { number: 20, says: 'version N-1 interoperates', proven: 'test/migration; test/contract' },
];

/** What the reviewer was told is saved. */
export type Saved = {
  readonly desk: SimDesk;
  readonly verdict: Verdict;
  readonly isPoison: boolean;
};

type CaseHold = {
  readonly case_id: string;
  readonly status: string;
  readonly holder: string | null;
};
type Effective = {
  readonly verdict_id: string;
  readonly case_id: string;
  readonly device_id: string;
  readonly supersedes: string | null;
  readonly policy: string;
};

/** Looks at both sides of one run and throws at the first thing that may never be. */
export class Oracle {
  readonly saved = new Map<string, Saved>();
  readonly #server: SimServer;
  readonly #queue: string;
  readonly #desks: readonly SimDesk[];
  readonly #seenCases = new Map<string, number>();

  constructor(server: SimServer, queue: string, desks: readonly SimDesk[]) {
    this.#server = server;
    this.#queue = queue;
    this.#desks = desks;
  }

  /** Invariants 4 and 17, at the very request that makes a verdict count. */
  async aroundVerdicts(deliver: () => Promise<ServerAnswer>): Promise<ServerAnswer> {
    const { raw } = this.#server;
    const nowMs = this.#server.clock();
    const holds = await raw.query<CaseHold>(
      `SELECT c.case_id, c.status, l.device_id AS holder FROM cases c LEFT JOIN leases l
         ON l.case_id = c.case_id AND l.epoch = c.epoch AND l.ended_at_ms IS NULL AND l.expires_at_ms > $2
       WHERE c.queue = $1`,
      [this.#queue, nowMs],
    );
    const before = await this.#effective();
    const policy = await currentPolicy(raw, nowMs);
    const answer = await deliver();
    const known = new Set(before.map((one) => one.verdict_id));
    for (const fresh of await this.#effective()) {
      if (known.has(fresh.verdict_id)) continue;
      const hold = holds.find((one) => one.case_id === fresh.case_id);
      const old = before.find((one) => one.case_id === fresh.case_id);
      const isOwnChange =
        old?.verdict_id === fresh.supersedes && old?.device_id === fresh.device_id;
      const isFree = hold?.holder === null || hold?.holder === fresh.device_id;
      assert(
        isFree || isOwnChange,
        '4: a verdict became effective on a case that another desk holds',
      );
      assert.notEqual(
        hold?.status,
        'withdrawn',
        '4: a verdict became effective on a withdrawn case',
      );
      assert(holdsUnder(policy, fresh.policy), '17: effective under a policy that is not in force');
    }
    return answer;
  }

  #effective(): Promise<readonly Effective[]> {
    return this.#server.raw.query<Effective>(
      `SELECT v.verdict_id, v.case_id, v.device_id, v.supersedes_verdict_id AS supersedes, v.body->>'policyVersion' AS policy
       FROM verdicts v JOIN cases c USING (case_id) WHERE c.queue = $1 AND v.outcome = 'effective'`,
      [this.#queue],
    );
  }

  /** What holds at every moment. */
  async always(): Promise<void> {
    const { raw } = this.#server;
    const nowMs = this.#server.clock();
    const doubles = await raw.query(
      `SELECT case_id FROM verdicts JOIN cases c USING (case_id) WHERE c.queue = $1 AND outcome = 'effective'
       GROUP BY case_id HAVING count(*) > 1`,
      [this.#queue],
    );
    assert.equal(doubles.length, 0, '2: a case has two effective verdicts');
    const shared = await raw.query(
      `SELECT l.case_id FROM leases l JOIN cases c USING (case_id)
       WHERE c.queue = $1 AND l.ended_at_ms IS NULL AND l.expires_at_ms > $2
       GROUP BY l.case_id, c.epoch HAVING count(*) > 1 OR max(l.epoch) <> c.epoch`,
      [this.#queue, nowMs],
    );
    assert.equal(shared.length, 0, '3: a case is lent twice, or under an old epoch');
    const greedy = await raw.query(
      `SELECT d.reviewer_id FROM leases l JOIN cases c USING (case_id) JOIN devices d USING (device_id)
       WHERE c.queue = $1 GROUP BY d.reviewer_id, l.claimed_at_ms / 86400000
       HAVING count(DISTINCT l.case_id) > $2`,
      [this.#queue, quotaPerDay],
    );
    assert.equal(
      greedy.length,
      0,
      'quota: a person was given more cases on a day than their quota',
    );
    for (const desk of this.#desks) if (desk.isOn) this.#alwaysAt(desk, nowMs);
  }

  #alwaysAt(desk: SimDesk, nowMs: number): void {
    const { db } = desk.cache;
    const torn = db
      .prepare(
        'SELECT v.verdict_id FROM verdicts v LEFT JOIN outbox o USING (verdict_id) WHERE (v.receipt IS NULL) = (o.verdict_id IS NULL)',
      )
      .all();
    assert.equal(torn.length, 0, '5: a verdict has neither outbox row nor receipt, or both');
    const rows = db
      .prepare<[], { id: string; wipe: number }>(
        'SELECT case_id AS id, wipe_at_ms AS wipe FROM cases',
      )
      .all();
    const here = new Set(rows.map((row) => row.id));
    for (const [seen, wipeAtMs] of this.#seenCases) {
      const [name, caseId = ''] = seen.split(' ');
      if (name !== desk.name || here.has(caseId)) continue;
      assert(wipeAtMs <= nowMs, "10: a case was wiped before its time by the backend's clock");
      this.#seenCases.delete(seen);
    }
    for (const row of rows) this.#seenCases.set(`${desk.name} ${row.id}`, row.wipe);
    assert.deepEqual(desk.disk.reused, [], '15: a key and nonce sealed two contents');
    assert.deepEqual(desk.bugs, [], 'the desk met a bug of its own');
  }

  /** Invariant 14, when the reviewer has just decided a case with a clip. */
  async onSaved(
    desk: SimDesk,
    verdict: Verdict,
    isFirst: boolean,
    hadClip: boolean,
  ): Promise<void> {
    if (!isFirst || !hadClip || verdict.mediaSha256 === null) return;
    const file = desk.tables.media.read(verdict.mediaSha256);
    assert(file?.isVerified, '14: a verdict on media that were not verified');
    const hash = await desk.disk.store().hashWhole(file);
    assert.equal(
      hash,
      verdict.mediaSha256,
      '14: a verdict on media that are not those of the case',
    );
  }

  /** What holds once the line is whole and everything had its time. */
  async atRest(): Promise<void> {
    for (const desk of this.#desks) {
      await this.#verdictsOf(desk);
      await this.#leasesOf(desk);
      this.#leftoversOf(desk);
    }
  }

  async #verdictsOf(desk: SimDesk): Promise<void> {
    const journal = new Map(
      desk.tables.journal.list([], 0, 500).entries.map((entry) => [entry.verdict.verdictId, entry]),
    );
    for (const { desk: of, verdict } of this.saved.values())
      if (of === desk)
        assert(journal.has(verdict.verdictId), '1: a saved verdict is gone from the desk');
    const arrived = await this.#server.raw.query<{ id: string; body: Verdict }>(
      'SELECT verdict_id AS id, body FROM verdicts WHERE device_id = $1',
      [desk.tables.settings.read('enrolment')?.deviceId ?? ''],
    );
    for (const { id, body } of arrived) {
      const entry = journal.get(id);
      assert(entry, '1: the backend has a verdict that the desk never made, or has it twice');
      assert.deepEqual(body, entry.verdict, '1: a verdict changed on its way');
    }
    const ids = new Set(arrived.map((one) => one.id));
    for (const [id, entry] of journal) {
      const isPoison = entry.verdict.generationId === 'poison';
      assert.equal(
        entry.state,
        isPoison ? 'rejected' : 'settled',
        `8: a verdict is left ${entry.state}`,
      );
      assert.equal(ids.has(id), !isPoison, '1: a settled verdict is not at the backend');
      if (isPoison) assert(entry.lastFault, '1: a rejected verdict says nothing');
    }
    const sequence = [...journal.values()].map((entry) => entry.verdict.deviceSequence);
    assert.deepEqual(
      sequence.sort((a, b) => a - b),
      sequence.map((_, at) => at + 1),
      "1: the device's sequence has a gap",
    );
  }

  async #leasesOf(desk: SimDesk): Promise<void> {
    const nowMs = this.#server.clock();
    const deviceId = desk.tables.settings.read('enrolment')?.deviceId ?? '';
    const lent = await this.#server.raw.query<{ id: string; epoch: number }>(
      `SELECT l.case_id AS id, l.epoch FROM leases l JOIN cases c USING (case_id)
       WHERE l.device_id = $1 AND l.epoch = c.epoch AND c.status = 'open' AND l.ended_at_ms IS NULL AND l.expires_at_ms > $2`,
      [deviceId, nowMs],
    );
    for (const { id, epoch } of lent) {
      const known = desk.tables.cases.read(id);
      assert(known, '13: the backend lends a case of which the desk knows nothing');
      assert.equal(known.epoch, epoch, '13: the desk holds a case by an older lease');
      assert.notEqual(known.row.state, 'lost', '13: the desk gave up a case that is lent to it');
    }
    const ids = new Set(lent.map((one) => one.id));
    const { version } = await currentPolicy(this.#server.raw, nowMs);
    for (const { caseId } of desk.tables.cases.openClaims()) {
      assert(ids.has(caseId), '7: the desk offers a case that is no longer lent to it');
      const known = desk.tables.cases.read(caseId);
      assert.equal(known?.policyVersion, version, '7: the desk judges by a policy that is over');
    }
  }

  #leftoversOf(desk: SimDesk): void {
    const { db } = desk.cache;
    const stuck = db.prepare(`SELECT 1 FROM cases WHERE state = 'fetching'`).all();
    assert.equal(stuck.length, 0, '10: a clip is not fetched although the line is whole');
    const late = desk.tables.cases.toWipe(this.#server.clock() - 10_000);
    assert.deepEqual(late, [], '6: a case is still here past its wipe time');
    assert.deepEqual(
      desk.tables.media.orphans(),
      [],
      '6: the key of a clip without a case is kept',
    );
    for (const sha256 of desk.disk.files.keys())
      assert(desk.tables.media.read(sha256), '6: a sealed clip without a key is left on the disk');
    for (const bytes of desk.filesOnDisk())
      assert(!bytes.includes('paper boat drifts'), '6: a prompt lies on the disk in plain text');
  }

  /** Invariant 9, over the whole run. */
  outage({ outage }: SimNetwork): void {
    for (const desk of this.#desks) {
      const times = outage
        .filter((one) => one.desk === desk.name && !one.isAnswered)
        .map((one) => one.atMs);
      times.forEach((atMs, at) => {
        const after = times[at + 60];
        assert(
          after === undefined || after - atMs > 60_000,
          '9: more than 60 requests in a minute of an outage',
        );
      });
    }
  }
}
