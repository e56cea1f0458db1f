import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { verifyBundle } from '../../backend/audit/verify-bundle.ts';
import { sha256 } from '../../backend/audit/log-leaf.ts';
import { GrowingTree, inclusionRanges, leafHash } from '../../shared/domain/merkle-tree.ts';
import { madeBundle } from '../helpers/backend/made-bundle.ts';
import { timed } from './bench.ts';
import { timeRow, type BenchRow } from './rows.ts';

const leaves = 20_000;
const verdicts = 2000;
const rounds = 5;

/** The log of 20,000 verdicts from nothing, with a proof for each; and a bundle checked as an auditor would. */
export async function run(): Promise<readonly BenchRow[]> {
  const data = Array.from({ length: leaves }, (_, at) => Buffer.from(`verdict ${at}`));
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const message = Buffer.alloc(1200, 7);
  const signature = sign(null, message, privateKey);
  const bundle = madeBundle(
    Array.from({ length: verdicts }, () => ({})),
    undefined,
    50,
  );
  const [log, hashes, checks, signatures]: [number[], number[], number[], number[]] = [
    [],
    [],
    [],
    [],
  ];
  for (let round = 0; round < rounds; round += 1) {
    log.push(await timed(() => proveAll(data)));
    hashes.push(
      await timed(() => data.forEach((leaf) => createHash('sha256').update(leaf).digest())),
    );
    checks.push(await timed(() => mustBeSound(bundle)));
    signatures.push(
      await timed(() => bundle.entries.forEach(() => verify(null, message, publicKey, signature))),
    );
  }
  return [
    timeRow(
      'audit.log-20k-with-proofs',
      { values: log },
      { name: '20,000 SHA-256 of the same leaves, nothing else', values: hashes },
    ),
    timeRow(
      'audit.verify-2k-verdicts',
      { values: checks },
      { name: '2,000 Ed25519 verifications, nothing else', values: signatures },
    ),
  ];
}

function proveAll(data: readonly Uint8Array[]): void {
  const tree = new GrowingTree(sha256);
  for (const leaf of data) tree.append(leafHash(sha256, leaf));
  for (let at = 0; at < data.length; at += 1) tree.hashesOf(inclusionRanges(at, data.length));
}

function mustBeSound(bundle: unknown): void {
  const check = verifyBundle(bundle, null);
  if (!check.isSound) throw new Error(check.because);
}
