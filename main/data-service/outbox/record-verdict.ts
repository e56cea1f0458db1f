import { branchOf } from '../../../shared/domain/judgement-gaps.ts';
import { originalFile, type Generation } from '../../../shared/domain/generation.ts';
import type { Judgement, ReviewConduct, Verdict } from '../../../shared/domain/verdict.ts';
import { err, ok, type Result } from '../../../shared/lifetime/result.ts';
import type { StoredCase } from '../cache/cases.ts';
import { isFull } from '../cache/open-cache.ts';
import { crashPoint } from '../runtime/crash-points.ts';
import type { Tables } from '../cache/tables.ts';
import { blockingCategory } from '../cache/blocked-media.ts';
import type { Appended } from './rescue-file.ts';
import type { Rescue } from './rescue.ts';
import { signVerdict } from './sign-verdict.ts';
import { verdictBlocker } from './verdict-blockers.ts';

/** What the page submits; the desk adds ids, hashes, epoch, sequence and time. */
export type VerdictCommand = {
  readonly caseId: string;
  readonly judgement: Judgement;
  readonly conduct: ReviewConduct;
  readonly supersedesVerdictId: string | null;
};

export type RecordDeps = {
  readonly tables: Tables;
  readonly nowMs: () => number;
  /** UUIDv7 (RFC 9562). */
  readonly makeId: () => string;
  /** Makes room on a full disk once (frees the ballast); false when there is nothing to free. */
  readonly makeRoom: () => boolean;
  /** Where a sealed copy goes before the verdict is said to be saved. */
  readonly rescue?: Pick<Rescue, 'keep'>;
};

/** Durable when it answers: verdict, its signed envelope, outbox row, case state, journal and device sequence in one transaction. */
export function recordVerdict(context: RecordDeps, command: VerdictCommand): Result<Verdict> {
  const copies: Appended[] = [];
  try {
    crashPoint('save.before');
    const saved = context.tables.transaction(() => record(context, command, copies));
    crashPoint('save.committed');
    return saved;
  } catch (error) {
    // It was never reported as saved: its copy must not turn up as a verdict.
    for (const copy of copies) copy.undo();
    if (!isFull(error)) throw error;
    // Once only: with the reserve freed, a second attempt that fails would fail for ever.
    if (context.makeRoom()) return recordVerdict({ ...context, makeRoom: () => false }, command);
    return err(
      'disk-full',
      'The disk is full: this verdict is NOT saved. Your draft stays on the screen; make room and save again.',
      'after-user',
    );
  }
}

function record(
  { tables, nowMs, makeId, rescue }: RecordDeps,
  command: VerdictCommand,
  copies: Appended[],
): Result<Verdict> {
  const known = tables.cases.read(command.caseId);
  const generation = tables.cases.readGeneration(command.caseId);
  if (known === null || generation === null)
    return err('not-found', 'This case is not on this desk any more.', 'never');
  const enrolment = tables.settings.read('enrolment');
  if (enrolment === null)
    return err(
      'not-enrolled',
      'This desk is not enrolled, so nobody could receive the verdict. Enrol it in the settings.',
      'after-user',
    );
  const policy = tables.policies.read(known.policyVersion);
  const blocker = verdictBlocker({
    ...command,
    known,
    newest: tables.verdicts.newestOf(command.caseId),
    policy,
  });
  if (blocker !== null) return { ok: false, fault: blocker };

  // Read and raised in this transaction: a save that fails leaves no gap in the device's numbers.
  const deviceSequence = (tables.settings.read('deviceSequence') ?? 0) + 1;
  const category =
    policy === null ? null : (branchOf(policy, command.judgement.branchId)?.category ?? null);
  const verdict = verdictOf(command, known, generation, {
    verdictId: makeId(),
    deviceId: enrolment.deviceId,
    deviceSequence,
    decidedAtMs: nowMs(),
    category,
  });
  const deviceKey = tables.settings.read('deviceKey');
  const signed =
    deviceKey === null
      ? null
      : signVerdict(verdict, tables.settings.read('previousVerdictHash'), deviceKey);
  if (signed?.isTooLong)
    return err(
      'refused',
      'This verdict is too long to be sent, so it is NOT saved. Your draft stays on the screen: shorten its notes or remove findings, and save again.',
      'after-user',
    );
  tables.verdicts.insert(verdict, signed?.text ?? null, generation.reason, generation.title);
  if (signed !== null) tables.settings.write('previousVerdictHash', signed.payloadHash);
  crashPoint('save.in-transaction');
  tables.outbox.add(verdict.verdictId, deviceSequence);
  tables.settings.write('deviceSequence', deviceSequence);
  tables.drafts.forget(command.caseId);
  tables.reviewWorks.forget(command.caseId);
  tables.cases.change(command.caseId, {
    state: 'saved',
    outboxState: 'waiting',
    verdictOutcome: null,
  });
  const { mediaSha256 } = known.row;
  if (category === blockingCategory && mediaSha256 !== null) tables.blockedMedia.add(mediaSha256);
  // Last, so that only a complete verdict gets a copy, and before the commit, so that what is saved always has one.
  const copy = signed === null ? null : rescue?.keep(verdict.verdictId, signed.text);
  if (copy) copies.push(copy);
  return ok(verdict);
}

type Added = Pick<
  Verdict,
  'verdictId' | 'deviceId' | 'deviceSequence' | 'decidedAtMs' | 'category'
>;

function verdictOf(
  command: VerdictCommand,
  known: StoredCase,
  generation: Generation,
  added: Added,
): Verdict {
  return {
    ...command.judgement,
    ...added,
    caseId: command.caseId,
    generationId: generation.generationId,
    mediaSha256: originalFile(generation)?.sha256 ?? null,
    epoch: known.epoch,
    policyVersion: known.policyVersion,
    supersedesVerdictId: command.supersedesVerdictId,
    conduct: command.conduct,
  };
}
