import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const program = (name: string) =>
  fileURLToPath(new URL(`../../../backend/${name}.ts`, import.meta.url));

/** Starts a program in a shell whose files would be open to everybody. */
function run(name: string, args: readonly string[]) {
  const command = ['umask 000; exec "$0" "$@"', process.execPath, program(name), ...args];
  const child = spawn('sh', ['-c', ...command], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stderr.on('data', (piece: Buffer) => (said += piece.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, said }));
  return { child, ended };
}

function temporaryFolder(mode: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'second-look-private-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, mode);
  return folder;
}

/** Every file and folder below one that somebody else may read, write or enter, with its mode. */
function openToOthers(folder: string): readonly string[] {
  const own = lstatSync(folder).mode & 0o077 ? [folder] : [];
  return [
    ...own,
    ...readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return openToOthers(path);
      const { mode } = lstatSync(path);
      return mode & 0o077 ? [`${path} ${(mode & 0o777).toString(8)}`] : [];
    }),
  ];
}

test('what a backend keeps is closed to others, also in a folder that was there and open to them', async () => {
  const folder = temporaryFolder(0o755);
  const { child, ended } = run('entry', ['--port', '0', '--data', folder]);
  await once(createInterface({ input: child.stdout }), 'line');
  const clip = join(temporaryFolder(0o700), 'no-clip.mp4');
  writeFileSync(clip, 'bytes that are kept, whatever they are');
  expect(await run('ingest', [clip, '--data', folder]).ended).toMatchObject({ code: 0 });
  expect(readdirSync(join(folder, 'database')).length).toBeGreaterThan(10);
  expect(readdirSync(join(folder, 'media')).length).toBeGreaterThan(1);
  expect(openToOthers(folder)).toEqual([]);
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 0 });
  expect(openToOthers(folder)).toEqual([]);
}, 120_000);

test('a folder with other things in it that others may enter is refused in a sentence, and left as it was', async () => {
  const folder = temporaryFolder(0o755);
  mkdirSync(join(folder, 'holiday-pictures'));
  const { code, said } = await run('entry', ['--port', '0', '--data', folder]).ended;
  expect(code).toBe(1);
  expect(said).toContain('Others may enter the data folder');
  expect(said).toContain(`chmod 700 ${folder}`);
  expect(readdirSync(folder)).toEqual(['holiday-pictures']);
  expect(lstatSync(folder).mode & 0o777).toBe(0o755);
});
