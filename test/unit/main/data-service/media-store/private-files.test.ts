import { randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createMediaStore } from '../../../../../main/data-service/media-store/media-store.ts';
import { expectValue } from '../../../../../shared/lifetime/result.ts';
import { temporaryFolder } from '../../../../helpers/desk.ts';

const permissions = (path: string) => statSync(path).mode & 0o777;

test('the folder of the clips and every file in it are for their owner alone, whatever the umask', async () => {
  const before = process.umask(0);
  try {
    const folder = join(temporaryFolder(), 'media');
    const store = createMediaStore(folder);
    const bytes = randomBytes(1000);
    const file = {
      sha256: 'ab'.repeat(32),
      fileKey: randomBytes(32),
      noncePrefix: randomBytes(7),
      sizeBytes: bytes.length,
      chunkBytes: 600,
    };
    expectValue(await store.writeChunk(file, 0, bytes.subarray(0, 600)));
    expectValue(await store.writeChunk(file, 1, bytes.subarray(600)));
    const names = readdirSync(folder);
    expect(names).toHaveLength(1);
    expect(permissions(folder)).toBe(0o700);
    expect(names.map((name) => permissions(join(folder, name)))).toEqual([0o600]);
  } finally {
    process.umask(before);
  }
});
