import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeWholeFile } from '../../../../../main/app/settings/whole-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whole-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a file is written over the old one, with the mode asked for', async () => {
  const path = join(folder, 'export.csv');
  await writeFile(path, 'old');
  expect(await writeWholeFile(path, 'new', 0o600)).toMatchObject({ ok: true });
  expect(await readFile(path, 'utf8')).toBe('new');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['export.csv']);
});

test.runIf(process.platform === 'linux')('on a full disk, the old file stays', async () => {
  const path = join(folder, 'export.csv');
  await writeFile(path, 'old');
  await symlink('/dev/full', `${path}.part`);
  expect(await writeWholeFile(path, 'new', 0o600)).toMatchObject({
    ok: false,
    fault: { kind: 'disk-full' },
  });
  expect(await readFile(path, 'utf8')).toBe('old');
});

test('a folder that is not there is a fault that names no file', async () => {
  const written = await writeWholeFile(join(folder, 'no/secret-name.csv'), 'x', 0o600);
  expect(written).toMatchObject({ ok: false, fault: { kind: 'failed' } });
  expect(JSON.stringify(written)).not.toContain('secret-name');
});
