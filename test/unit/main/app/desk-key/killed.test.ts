import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openKeyStore, type KeyStore } from '../../../../../main/app/desk-key/key-store.ts';
import { endWipe } from '../../../../../main/app/desk-key/wipe-desk.ts';
import { noCrash } from '../../../../../shared/lifetime/crash-point.ts';
import { expectValue } from '../../../../../shared/lifetime/result.ts';
import { temporaryFolder } from '../../../../helpers/desk.ts';

const program = fileURLToPath(new URL('../../../../helpers/change-desk-key.ts', import.meta.url));
const [old, next] = ['the first long passphrase', 'the other long passphrase'];

/** Runs the program until it is killed at a step; answers the signal that ended it. */
async function killedAt(step: string, ...args: readonly string[]): Promise<string | null> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, SECOND_LOOK_CRASH_AT: step },
    stdio: 'ignore',
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return signal;
}

const open = async (folder: string): Promise<KeyStore> =>
  expectValue(
    await openKeyStore(folder, {
      keychain: undefined,
      randomBytes: (count) => new Uint8Array(randomBytes(count)),
      monotonicMs: () => 0,
    }),
  );

async function sealedDesk(): Promise<{ readonly folder: string; readonly key: Buffer }> {
  const folder = temporaryFolder();
  const keeper = await open(folder);
  const key = Buffer.from(keeper.key() ?? []);
  expectValue(await keeper.setPassphrase(null, old));
  return { folder, key };
}

const steps = ['begun', 'part-written', 'part-synced', 'renamed', 'folder-synced', 'shredded'];

test.each(steps)(
  'killed by SIGKILL at "%s" of a change of passphrase, the desk opens',
  async (step) => {
    const { folder, key } = await sealedDesk();
    expect(await killedAt(`keys.${step}`, 'change', folder, old, next)).toBe('SIGKILL');
    const after = await open(folder);
    const isOld = ['begun', 'part-written', 'part-synced'].includes(step);
    expectValue(await after.unlock(isOld ? old : next));
    expect(Buffer.from(after.key() ?? []).equals(key)).toBe(true);
    expect(readdirSync(folder)).not.toContain('desk.key.part');
  },
);

test('killed before a removal of the passphrase counts, the bare key is nowhere in the folder', async () => {
  const { folder, key } = await sealedDesk();
  expect(await killedAt('keys.part-synced', 'remove', folder, old)).toBe('SIGKILL');
  const after = await open(folder);
  expect(after.key()).toBeUndefined();
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(texts.filter((text) => text.includes(key.toString('base64')))).toEqual([]);
  expectValue(await after.unlock(old));
  expect(Buffer.from(after.key() ?? []).equals(key)).toBe(true);
});

test('killed right after a removal of the passphrase counts, the desk opens without it', async () => {
  const { folder, key } = await sealedDesk();
  expect(await killedAt('keys.renamed', 'remove', folder, old)).toBe('SIGKILL');
  expect(Buffer.from((await open(folder)).key() ?? []).equals(key)).toBe(true);
});

test.each(['wipe-begun', 'wipe-key-gone', 'wipe-data-going', 'wipe-data-gone', 'wipe-done'])(
  'a wipe that was killed at "%s" is ended at the next start, and only sealed verdicts stay',
  async (step) => {
    const { folder } = await sealedDesk();
    mkdirSync(join(folder, 'desk/media'), { recursive: true });
    for (const name of [
      'desk.db',
      'desk.db-wal',
      'media/a.sealed',
      'enrolment.sealed',
      'rescue-1.log',
    ])
      writeFileSync(join(folder, 'desk', name), name);
    // In clear: the backend that comes with the desk, and what was said and pictured of it.
    for (const name of [
      'backend/database/pg_wal/1',
      'backend/media/ab/clip',
      'desk.png',
      'desk.log',
    ]) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), 'a prompt');
    }
    expect(await killedAt(`keys.${step}`, 'wipe', folder)).toBe('SIGKILL');
    expect(existsSync(join(folder, 'desk.key'))).toBe(step === 'wipe-begun');
    await endWipe(folder, noCrash);
    expect(readdirSync(folder)).toEqual(['desk', 'desk.log']);
    expect(readFileSync(join(folder, 'desk.log'), 'utf8')).toBe('');
    expect(readdirSync(join(folder, 'desk'))).toEqual(['rescue-1.log']);
  },
);
