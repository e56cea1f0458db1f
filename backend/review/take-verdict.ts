import { uuidv7 } from 'uuidv7';
import type { ChainState } from '../../shared/domain/chain-state.ts';
import type { Receipt, Verdict } from '../../shared/domain/verdict.ts';
import { signatureBy, type OpenedEnvelope } from '../audit/open-envelope.ts';
import { closeCase, holdCase, lockCase, type StoredCase } from '../store/cases.ts';
import { appendChange } from '../store/changes.ts';
import { sqlState, type Database, type Queries } from '../store/database.ts';
import {
  chainNeighbours,
  closeGapAfter,
  firstSignedSequence,
  lockDevice,
} from '../store/device-chains.ts';
import { originalSha256 } from '../store/generations.ts';
import { findLease, isLive, type Lease } from '../store/leases.ts';
import { currentPolicy, namedAndCurrentPolicy } from '../store/policies.ts';
import {
  addVerdict,
  bodyHash,
  findVerdict,
  setOutcome,
  verdictsOfCase,
  type SignedPart,
  type StoredVerdict,
} from '../store/verdicts.ts';
import { bareRefusedBecause, chainStanding } from './chain-standing.ts';
import { unreadableBecause } from './check-verdict.ts';
import { decideOutcome, holdsUnder, type Ruling } from './decide-outcome.ts';
import { openSecondOpinion } from './second-opinion.ts';

/** Who hands a verdict in. */
export type Sender = { readonly deviceId: string; readonly reviewerId: string };

/** stored: taken now; replayed: the receipt of the first time; the others say why it was not taken. */
export type Taken =
  | { readonly kind: 'stored' | 'replayed'; readonly receipt: Receipt }
  | { readonly kind: 'conflict' | 'unreadable'; readonly detail: string };

const uniqueViolation = '23505';

/**
 * Takes a verdict in one transaction: checks it, decides what becomes of it, keeps both for ever.
 * `opened` is the envelope that it came in; null for the bare verdict of a desk of protocol 1.
 */
export async function takeVerdict(
  database: Database,
  verdict: Verdict,
  sender: Sender,
  nowMs: number,
  opened: OpenedEnvelope | null = null,
): Promise<Taken> {
  const attempt = () => database.transaction((tx) => takeOnce(tx, verdict, sender, nowMs, opened));
  try {
    return await attempt();
  } catch (error) {
    // The same id arrived twice at the same moment, for two cases: the second look sees the first.
    if (sqlState(error) === uniqueViolation) return attempt();
    throw error;
  }
}

async function takeOnce(
  tx: Queries,
  verdict: Verdict,
  sender: Sender,
  nowMs: number,
  opened: OpenedEnvelope | null,
): Promise<Taken> {
  const locked = await lockCase(tx, verdict.caseId);
  const device = await lockDevice(tx, sender.deviceId);
  const signed = opened && signedPartOf(opened, device?.publicKey ?? '');
  if (opened !== null && signed === null)
    return { kind: 'unreadable', detail: "The signature is not that of the sender's device." };
  const known = await findVerdict(tx, verdict.verdictId);
  if (known) return replayOf(known, verdict, sender, signed);
  const lease = locked ? await findLease(tx, verdict.caseId, verdict.epoch) : null;
  const policies = await namedAndCurrentPolicy(tx, verdict.policyVersion, nowMs);
  const because = unreadableBecause(verdict, {
    callerDeviceId: sender.deviceId,
    generation: locked && {
      generationId: locked.generationId,
      originalSha256: await originalSha256(tx, locked.generationId),
    },
    policy: policies.named,
    leaseDeviceId: lease?.deviceId ?? null,
  });
  if (because !== null || !locked || !lease)
    return { kind: 'unreadable', detail: because ?? 'There is no such case here.' };

  const standing = await standingOf(tx, verdict, signed);
  if ('detail' in standing) return standing;
  const others = await verdictsOfCase(tx, verdict.caseId);
  const ruling = decideOutcome({
    nowMs,
    verdict,
    caseStatus: locked.status,
    ownLease: lease,
    holderDeviceId: await holderOf(tx, locked, nowMs, lease),
    effective: others.find((other) => other.outcome === 'effective')?.verdict ?? null,
    policyInForce: policies.inForce,
  });
  const receipt = { ...receiptOf(verdict, ruling, nowMs), chain: standing.chain };
  const fresh = {
    verdict,
    receipt,
    outcome: ruling.outcome,
    bodySha256: bodyHash(verdict),
    reviewerId: sender.reviewerId,
    signed,
    chain: standing.chain,
  };
  await retireNamed(tx, fresh, others, ruling);
  await addVerdict(tx, fresh);
  if (signed && standing.waitsForThis)
    await closeGapAfter(tx, verdict.deviceId, verdict.deviceSequence, signed.payloadSha256);
  await followUp(tx, locked, fresh, others, ruling);
  return { kind: 'stored', receipt };
}

/** What the device signed, if the signature is its own. */
function signedPartOf(opened: OpenedEnvelope, publicKey: string): SignedPart | null {
  const signature = signatureBy(publicKey, opened);
  if (signature === null) return null;
  const { payload, payloadSha256, fact, envelope } = opened;
  const keyId = envelope.signatures.find(({ sig }) => sig === signature)?.keyid ?? '';
  return { payload, payloadSha256, previousSha256: fact.previousVerdictHash, keyId, signature };
}

type Standing = { readonly chain: ChainState; readonly waitsForThis: boolean };

/** Where the verdict stands in its device's chain; a refusal only for a bare one of a device that signs. */
async function standingOf(
  tx: Queries,
  { deviceId, deviceSequence }: Verdict,
  signed: SignedPart | null,
): Promise<Standing | Extract<Taken, { detail: string }>> {
  const previousVerdictHash = signed?.previousSha256 ?? null;
  const around = await chainNeighbours(tx, deviceId, deviceSequence, previousVerdictHash);
  if (signed) {
    const chain = chainStanding({ deviceSequence, previousVerdictHash }, around);
    return { chain, waitsForThis: around.waitsForThis };
  }
  const first = await firstSignedSequence(tx, deviceId);
  const because = bareRefusedBecause(deviceSequence, first, around.isNumberTaken);
  if (because !== null) return { kind: 'unreadable', detail: because };
  return { chain: 'unsigned', waitsForThis: false };
}

/**
 * The same id again: the first receipt for the same content. A verdict that was taken bare (its desk spoke
 * protocol 1 then) may come again in its envelope; one that was signed must come as the same bytes.
 */
function replayOf(
  known: StoredVerdict,
  verdict: Verdict,
  sender: Sender,
  signed: SignedPart | null,
): Taken {
  const isOtherPayload =
    known.signed !== null && known.signed.payloadSha256 !== signed?.payloadSha256;
  if (
    known.verdict.deviceId !== sender.deviceId ||
    known.bodySha256 !== bodyHash(verdict) ||
    isOtherPayload
  ) {
    return {
      kind: 'conflict',
      detail: 'A verdict with this id and another content is stored already.',
    };
  }
  return { kind: 'replayed', receipt: known.receipt };
}

function receiptOf(verdict: Verdict, ruling: Ruling, nowMs: number): Receipt {
  const { outcome, late, detail } = ruling;
  return {
    verdictId: verdict.verdictId,
    receiptId: uuidv7(),
    outcome,
    late,
    receivedAtMs: nowMs,
    detail,
  };
}

/** Whose live lease the case is under; `known` spares a look where it is the current one. */
async function holderOf(
  tx: Queries,
  of: StoredCase,
  nowMs: number,
  known?: Lease,
): Promise<string | null> {
  const current = known?.epoch === of.epoch ? known : await findLease(tx, of.caseId, of.epoch);
  return current && isLive(current, nowMs) ? current.deviceId : null;
}

/** The verdict that the new one names counts no longer, if it is this desk's own. */
async function retireNamed(
  tx: Queries,
  fresh: StoredVerdict,
  others: readonly StoredVerdict[],
  ruling: Ruling,
): Promise<void> {
  const { supersedesVerdictId: named, deviceId } = fresh.verdict;
  const old = others.find(
    (other) => other.verdict.verdictId === named && other.verdict.deviceId === deviceId,
  );
  if (!old) return;
  const waited = old.outcome === 'parked' || old.outcome === 'needs-reconfirm';
  if (waited || ruling.replacesVerdictId === old.verdict.verdictId)
    await setOutcome(tx, old.verdict.verdictId, 'superseded');
}

async function followUp(
  tx: Queries,
  of: StoredCase,
  fresh: StoredVerdict,
  others: readonly StoredVerdict[],
  ruling: Ruling,
): Promise<void> {
  const nowMs = fresh.receipt.receivedAtMs;
  if (ruling.outcome === 'effective') await settleCase(tx, of, fresh, others, nowMs);
  if (ruling.adjudicate) await adjudicate(tx, of, fresh.verdict.verdictId, ruling.hold, nowMs);
}

/** The case is decided: whoever was parked behind this verdict becomes a second opinion. */
async function settleCase(
  tx: Queries,
  of: StoredCase,
  winner: StoredVerdict,
  others: readonly StoredVerdict[],
  nowMs: number,
): Promise<void> {
  await closeCase(tx, of.caseId, 'decided', nowMs);
  const { verdictId, decision, severity, supersedesVerdictId } = winner.verdict;
  await appendChange(tx, {
    kind: 'decided',
    caseId: of.caseId,
    deviceId: null,
    atMs: nowMs,
    detail: { verdictId },
  });
  for (const other of others) {
    const { verdict } = other;
    if (
      other.outcome !== 'parked' ||
      verdict.verdictId === verdictId ||
      verdict.verdictId === supersedesVerdictId
    )
      continue;
    await setOutcome(tx, verdict.verdictId, 'superseded');
    if (verdict.decision !== decision)
      await adjudicate(tx, of, verdict.verdictId, verdict.severity > severity, nowMs);
  }
  if (decision === 'cannot-tell')
    await openSecondOpinion(tx, of, 'The first reviewer could not tell.', nowMs);
}

async function adjudicate(
  tx: Queries,
  of: StoredCase,
  verdictId: string,
  hold: boolean,
  nowMs: number,
): Promise<void> {
  if (hold) await holdCase(tx, of.caseId);
  const secondOpinion = await openSecondOpinion(
    tx,
    of,
    'Two reviewers decided differently.',
    nowMs,
  );
  const detail = { verdictId, held: hold, secondOpinionCaseId: secondOpinion };
  await appendChange(tx, {
    kind: 'adjudicate',
    caseId: of.caseId,
    deviceId: null,
    atMs: nowMs,
    detail,
  });
}

/**
 * A case became free without a verdict: if one is parked on it, the newest one counts after all. Its receipt
 * stays what it was; the desk hears of it by the `decided` change.
 */
export async function settleFreedCase(tx: Queries, caseId: string, nowMs: number): Promise<void> {
  const freed = await lockCase(tx, caseId);
  if (!freed || freed.status !== 'open' || (await holderOf(tx, freed, nowMs)) !== null) return;
  const others = await verdictsOfCase(tx, caseId);
  const parked = others.findLast((other) => other.outcome === 'parked');
  if (!parked) return;
  const holds = holdsUnder(await currentPolicy(tx, nowMs), parked.verdict.policyVersion);
  await setOutcome(tx, parked.verdict.verdictId, holds ? 'effective' : 'needs-reconfirm');
  if (holds) return settleCase(tx, freed, parked, others, nowMs);
  // Its desk must hear that the verdict waits for its reviewer again.
  await appendChange(tx, {
    kind: 'adjudicate',
    caseId,
    deviceId: parked.verdict.deviceId,
    atMs: nowMs,
    detail: { verdictId: parked.verdict.verdictId, outcome: 'needs-reconfirm' },
  });
}
