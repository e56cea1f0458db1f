import { createHash } from 'node:crypto';
import { leafHash, type Hash, type Sha256 } from '../../shared/domain/merkle-tree.ts';
import type { Policy } from '../../shared/domain/policy.ts';
import type { VerdictEnvelope } from '../../shared/domain/signed-verdict.ts';
import type { Receipt, Verdict } from '../../shared/domain/verdict.ts';
import { canonicalJson } from '../../shared/domain/canonical-json.ts';

export const sha256: Sha256 = (bytes) => createHash('sha256').update(bytes).digest();

/** What one leaf of the log stands for. Exactly one of `envelope` and `bareVerdict` is there. */
export type LoggedVerdict = {
  readonly envelope: VerdictEnvelope | null;
  readonly bareVerdict: Verdict | null;
  readonly receipt: Receipt;
  readonly policy: Policy | null;
};

/**
 * Hash of a leaf: of the salted hash of envelope (signature included), receipt and policy. Without the salt, which
 * an erasure deletes, the leaf reveals nothing of the verdict and still holds its place in every proof.
 */
export function leafHashOf(logged: LoggedVerdict, salt: Uint8Array): Hash {
  const statement = canonicalJson({
    verdict: verdictHash(logged),
    receipt: hashOf(canonicalJson(logged.receipt)),
    policy: logged.policy && hashOf(canonicalJson(logged.policy)),
  });
  return leafHash(sha256, sha256(Buffer.concat([salt, sha256(Buffer.from(statement))])));
}

function verdictHash({ envelope, bareVerdict }: LoggedVerdict): string {
  return envelope === null
    ? `bare:${hashOf(canonicalJson(bareVerdict))}`
    : `dsse:${hashOf(canonicalJson(envelope))}`;
}

function hashOf(of: string | Uint8Array): string {
  return createHash('sha256').update(of).digest('hex');
}
