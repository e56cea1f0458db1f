import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { signCheckpoint, verifierKey } from '../../../backend/audit/checkpoint.ts';
import { forTerminal } from '../../../backend/runtime/for-terminal.ts';
import { GrowingTree } from '../../../shared/domain/merkle-tree.ts';
import { sha256 } from '../../../backend/audit/log-leaf.ts';
import { temporaryFolder } from '../../helpers/desk.ts';

test('words of others erase, move and reorder nothing on a terminal', () => {
  expect(forTerminal('sound: 3\n\u001b[2K\rnot\u0007\u009b31m\u202eabc\u2066\ufeff')).toBe(
    String.raw`sound: 3
\u{001b}[2K\u{000d}not\u{0007}\u{009b}31m\u{202e}abc\u{2066}\u{feff}`,
  );
  expect(forTerminal('Prüfung 検査 👩‍🚀'.replaceAll('\u200d', ''))).toBe('Prüfung 検査 👩🚀');
});

test('a bundle whose log calls itself an escape sequence is told as text', async () => {
  const log = generateKeyPairSync('ed25519');
  const origin = 'log\u001b[1A\u001b[2K\u202e';
  const root = new GrowingTree(sha256).root();
  const key = verifierKey(origin, log.publicKey);
  const bundle = {
    format: 'second-look-audit',
    version: 1,
    madeAtMs: 1,
    logKey: { origin, verifierKey: key },
    checkpoint: {
      note: signCheckpoint({ origin, size: 0, root }, log.privateKey),
      treeSize: 0,
      rootHash: Buffer.from(root).toString('hex'),
    },
    earlier: [],
    devices: [],
    policies: [],
    entries: [],
  };
  const file = join(temporaryFolder(), 'bundle.json');
  await writeFile(file, JSON.stringify(bundle));
  const program = join(import.meta.dirname, '../../../backend/verify.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program, file]);
  expect(stdout).toContain('sound: 0 verdicts');
  expect(stdout).toContain(String.raw`log key log\u{001b}[1A`);
  expect(stdout).not.toMatch(/[^\P{C}\n]/u);
});
