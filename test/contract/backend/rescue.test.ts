import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { backendHomes } from '../../helpers/backend/backend-homes.ts';
import { HttpCaller } from '../../helpers/backend/http-desk.ts';
import { startDesk, startInput, until, type Desk } from '../../helpers/desk.ts';
import { deskAtBackend, judgeByFirstBranch } from '../../helpers/desk-at-backend.ts';

const operatorToken = 'operator-of-the-test';
const note = 'canary-note-of-the-reviewer';
const command = fileURLToPath(new URL('../../../backend/rescue.ts', import.meta.url));

const judge = (desk: Desk, caseId: string) => judgeByFirstBranch(desk, caseId, note);
const rescueFiles = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.startsWith('rescue-'))
    .map((name) => join(folder, name));

test('database and keys of a desk are lost: a command hands in what it had saved, once', async () => {
  const [home] = backendHomes();
  if (!home) throw new Error('there is always the embedded home');
  const backend = await home.start({ operatorToken });
  onTestFinished(() => backend.stop());
  const { desk, dataDir, caseIds, network } = await deskAtBackend(backend, 4);

  // One arrives: its copy goes away with the receipt.
  const sent = await judge(desk, caseIds[0] ?? '');
  await until(
    () => desk.page.call.readDesk({}),
    (state) => state.ok && state.value.outbox.settled === 1,
  );
  await until(
    () => rescueFiles(dataDir),
    (files) => files.length === 0,
  );
  network.cut();
  const lost: string[] = [];
  for (const caseId of caseIds.slice(1)) lost.push(await judge(desk, caseId));
  await desk.stop();
  const [file = ''] = rescueFiles(dataDir);
  const kept = readFileSync(file, 'latin1');
  expect(kept).not.toContain('canary');
  expect(lost.every((id) => kept.includes(id))).toBe(true);
  expect(kept).not.toContain(sent);
  for (const name of ['desk.db', 'desk.db-wal', 'desk.db-shm'])
    rmSync(join(dataDir, name), { force: true });

  const run = async (...files: readonly string[]) => {
    const args = files.flatMap((name) => ['--file', name]);
    const more = ['--backend-data', backend.dataFolder, '--token', operatorToken];
    const { stdout } = await promisify(execFile)(process.execPath, [command, ...args, ...more]);
    return stdout.trim().split('\n').sort();
  };
  expect(await run(file)).toEqual(lost.map((id) => `${id} handed in: effective`).sort());
  expect(await run(file)).toEqual(lost.map((id) => `${id} received already`).sort());
  const operator = new HttpCaller(backend.server.url, operatorToken);
  for (const [at, caseId] of caseIds.slice(1).entries()) {
    const { body } = await operator.ask('readCase', { params: { caseId } });
    expect(body).toMatchObject({ effectiveVerdictId: lost[at] });
    expect(body.verdicts).toMatchObject([{ verdict: { note }, chain: 'linked' }]);
  }

  // A desk that begins anew leaves the old file alone.
  const again = startDesk(startInput(dataDir));
  await again.stop();
  expect(rescueFiles(dataDir)).toEqual([file]);
  expect(backend.bugs).toEqual([]);
}, 60_000);
