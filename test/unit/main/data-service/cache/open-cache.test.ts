import { chmodSync, copyFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCache } from '../../../../../main/data-service/cache/open-cache.ts';
import { expectValue } from '../../../../../shared/lifetime/result.ts';
import { temporaryFolder } from '../../../../helpers/desk.ts';

/** As SQLite tells it: 2 is FULL, 2 is MEMORY, 1 is ON. */
const wanted = {
  journal_mode: 'wal',
  synchronous: 2,
  temp_store: 2,
  secure_delete: 1,
  trusted_schema: 0,
  foreign_keys: 1,
  cipher: 'chacha20',
} as const;

test('every connection waits for the disk, overwrites what it deletes and keeps temporary tables in memory', () => {
  const file = join(temporaryFolder(), 'desk.db');
  const key = new Uint8Array(32).fill(7);
  // Made anew, and opened again: most of these are not kept in the file.
  for (let n = 0; n < 2; n += 1) {
    const cache = expectValue(openCache(file, key));
    const found = Object.fromEntries(
      Object.keys(wanted).map((name) => [name, cache.db.pragma(name, { simple: true })]),
    );
    cache.close();
    expect(found).toEqual(wanted);
  }
});

test('a database brought from elsewhere, open to others, is its owner’s alone once it is opened', () => {
  const folder = temporaryFolder();
  const key = new Uint8Array(32).fill(7);
  const old = expectValue(openCache(join(folder, 'old.db'), key));
  const file = join(folder, 'desk.db');
  for (const end of ['', '-wal', '-shm']) {
    copyFileSync(join(folder, `old.db${end}`), `${file}${end}`);
    chmodSync(`${file}${end}`, 0o644);
  }
  old.close();
  const cache = expectValue(openCache(file, key));
  const modes = ['', '-wal', '-shm'].map((end) => statSync(`${file}${end}`).mode & 0o777);
  cache.close();
  expect(modes).toEqual([0o600, 0o600, 0o600]);
});
