import {
  chmod,
  lstat,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeWholeFile } from '../../../../../main/app/settings/whole-file.ts';
import { canMountDisks, smallDisk } from '../../../../helpers/small-disk.ts';

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

test.runIf(canMountDisks())('on a full disk, the old file stays', async () => {
  const disk = smallDisk(1);
  const path = join(disk.folder, 'export.csv');
  await writeFile(path, 'old');
  disk.fill();
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

test('what another laid down where the file is made is neither followed nor kept open to them', async () => {
  const path = join(folder, 'export.csv');
  const theirs = join(folder, 'theirs');
  await writeFile(theirs, 'theirs');
  await symlink(theirs, `${path}.part`);
  expect(await writeWholeFile(path, 'secret', 0o600)).toMatchObject({ ok: true });
  expect(await readFile(theirs, 'utf8')).toBe('theirs');
  expect((await lstat(path)).isFile()).toBe(true);

  await writeFile(`${path}.part`, '');
  await chmod(`${path}.part`, 0o666);
  const held = await open(`${path}.part`, 'r');
  expect(await writeWholeFile(path, 'secret', 0o600)).toMatchObject({ ok: true });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await held.readFile('utf8')).toBe('');
  await held.close();

  await symlink(theirs, join(folder, 'linked.csv'));
  expect(await writeWholeFile(join(folder, 'linked.csv'), 'secret', 0o600)).toMatchObject({
    ok: true,
  });
  expect(await readFile(theirs, 'utf8')).toBe('theirs');
});
