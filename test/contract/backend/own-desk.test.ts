import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { HttpDesk } from '../../helpers/backend/http-desk.ts';

const program = fileURLToPath(new URL('../../../backend/entry.ts', import.meta.url));

/** The demo backend as a desk starts it, with no clips to take in. */
function startAsDesk(folder: string) {
  const noClips = join(folder, 'no-clips');
  mkdirSync(noClips);
  writeFileSync(join(noClips, 'truth.json'), JSON.stringify({ clips: [] }));
  const args = ['--port', '0', '--data', join(folder, 'data'), '--seed', 'demo'];
  const child = fork(program, [...args, '--seed-media', noClips], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const url = new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`it ended with ${code}`)));
    child.on('message', (message) => resolve((message as { readonly url: string }).url));
  });
  return { child, url };
}

test('a desk tells the backend that it starts the code by which it enrols, and nobody else can know it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'second-look-own-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const code = randomBytes(32).toString('base64url');
  const { child, url } = startAsDesk(folder);
  // At once: long before the backend listens to anybody.
  child.send({ event: 'invitation', code });
  child.send({ event: 'invitation', code: 'short' });
  const desk = await HttpDesk.enrol(await url, code);
  expect(desk.reviewerId).toBe('demo-reviewer');
  for (const guess of [code, 'short', 'DEMO-REVIEWER', 'DEMO-LEAD'])
    await expect(HttpDesk.enrol(await url, guess)).rejects.toThrow('invitation');
  // After a wipe the desk needs another one; it stays the same person.
  const next = randomBytes(32).toString('base64url');
  child.send({ event: 'invitation', code: next });
  await expect
    .poll(async () => (await HttpDesk.enrol(await url, next).catch(() => null))?.reviewerId, {
      timeout: 20_000,
    })
    .toBe('demo-reviewer');
  const commandLine = `/proc/${child.pid ?? 0}/cmdline`;
  expect(existsSync(commandLine) ? readFileSync(commandLine, 'utf8') : '').not.toContain(code);
}, 120_000);
