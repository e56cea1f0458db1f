import { uuidv7 } from 'uuidv7';
import type { ChainState } from '../../shared/domain/chain-state.ts';
import type { Receipt, Verdict } from '../../shared/domain/verdict.ts';
import { signatureBy, type OpenedEnvelope } from '../audit/open-envelope.ts';
import { lockCase } from '../store/cases.ts';
import { sqlState, type Database, type Queries } from '../store/database.ts';
import {
  chainNeighbours,
  closeGapAfter,
  firstSignedSequence,
  lockDevice,
} from '../store/device-chains.ts';
import { originalSha256 } from '../store/generations.ts';
import { findLease } from '../store/leases.ts';
import { namedAndCurrentPolicy } from '../store/policies.ts';
import {
  addVerdict,
  bodyHash,
  countOnCase,
  findContending,
  findVerdict,
  contendingVerdicts,
  type SignedPart,
  type StoredVerdict,
} from '../store/verdicts.ts';
import { bareRefusedBecause, chainStateOf } from './chain-status.ts';
import { unreadableBecause } from './check-verdict.ts';
import { decideOutcome, type Ruling } from './decide-outcome.ts';
import { refusedAfterRevocation } from './revocation.ts';
import { followUp, holderOf, retireNamed } from './settle-case.ts';

/** Who made a verdict, and whether an operator submits it for them (from a lost desk's rescue file). */
export type Sender = {
  readonly deviceId: string;
  readonly reviewerId: string;
  readonly isByOperator?: boolean;
};

/** So often may one desk decide one case: a person changes their mind a few times, a program any number. */
export const verdictsPerCase = 10;

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
  // Before any rule: a repeated verdict gets its first receipt, whatever has changed since it was stored.
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

  const chainStatus = await chainStatusOf(tx, verdict, signed, device?.signsAlways ?? true);
  if ('detail' in chainStatus) return chainStatus;
  const { supersedesVerdictId } = verdict;
  const named =
    supersedesVerdictId && (await findContending(tx, verdict.caseId, supersedesVerdictId));
  const refused =
    refusedAfterRevocation({
      revokedAtMs: device?.revokedAtMs ?? null,
      nowMs,
      ownLease: lease,
      namedReceivedAtMs: named ? named.receivedAtMs : null,
      isByOperator: sender.isByOperator ?? false,
    }) ?? (await refusedAsTooMany(tx, verdict));
  if (refused !== null) return { kind: 'unreadable', detail: refused };

  const others = await contendingVerdicts(tx, verdict.caseId);
  const isRevoked = device !== null && device.revokedAtMs !== null;
  const ruling = decideOutcome({
    nowMs,
    verdict,
    caseStatus: locked.status,
    ownLease: lease,
    holderDeviceId: await holderOf(tx, locked, nowMs, lease),
    effective: others.find((other) => other.outcome === 'effective') ?? null,
    policyInForce: policies.inForce,
    isRevoked,
  });
  const receipt = {
    ...receiptOf(verdict, ruling, nowMs),
    chain: chainStatus.chain,
    ...(isRevoked && ruling.outcome === 'deferred' ? { awaitsOperator: true } : {}),
  };
  const fresh = {
    verdict,
    receipt,
    outcome: ruling.outcome,
    bodySha256: bodyHash(verdict),
    reviewerId: sender.reviewerId,
    signed,
    chain: chainStatus.chain,
    awaitsOperator: receipt.awaitsOperator ?? false,
  };
  // Before the new one is added: the database allows one effective verdict for a case.
  if (named) await retireNamed(tx, verdict.deviceId, named, ruling);
  await addVerdict(tx, fresh);
  if (signed && chainStatus.waitsForThis)
    await closeGapAfter(tx, verdict.deviceId, verdict.deviceSequence, signed.payloadSha256);
  await followUp(tx, locked, { ...verdict, reviewerId: sender.reviewerId }, others, ruling, nowMs);
  return { kind: 'stored', receipt };
}

/** One desk may decide a case a few times, not for ever: each is kept, logged and looked at by others. */
async function refusedAsTooMany(
  tx: Queries,
  { caseId, deviceId }: Verdict,
): Promise<string | null> {
  if ((await countOnCase(tx, caseId, deviceId)) < verdictsPerCase) return null;
  return `This desk has submitted ${verdictsPerCase} verdicts on this case already: the last one stays as it is. Ask the operator.`;
}

/** What the device signed, if the signature is its own. */
function signedPartOf(opened: OpenedEnvelope, publicKey: string): SignedPart | null {
  const signature = signatureBy(publicKey, opened);
  if (signature === null) return null;
  const { payload, payloadSha256, fact, envelope } = opened;
  const keyId = envelope.signatures.find(({ sig }) => sig === signature)?.keyid ?? '';
  return { payload, payloadSha256, previousSha256: fact.previousVerdictHash, keyId, signature };
}

type ChainStatus = { readonly chain: ChainState; readonly waitsForThis: boolean };

/** Where the verdict stands in its device's chain; a refusal only for a bare one of a device that signs. */
async function chainStatusOf(
  tx: Queries,
  { deviceId, deviceSequence }: Verdict,
  signed: SignedPart | null,
  signsAlways: boolean,
): Promise<ChainStatus | Extract<Taken, { detail: string }>> {
  const previousVerdictHash = signed?.previousSha256 ?? null;
  const around = await chainNeighbours(tx, deviceId, deviceSequence, previousVerdictHash);
  if (signed) {
    const chain = chainStateOf({ deviceSequence, previousVerdictHash }, around);
    return { chain, waitsForThis: around.waitsForThis };
  }
  const first = await firstSignedSequence(tx, deviceId);
  const because = bareRefusedBecause(deviceSequence, first, around.isNumberTaken, signsAlways);
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
