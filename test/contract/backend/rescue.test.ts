import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { storedKey } from '../../../backend/audit/stored-keys.ts';
import { openRescueLines } from '../../../backend/audit/open-rescue.ts';
import { expectValue } from '../../../shared/lifetime/result.ts';
import { backendHomes } from '../../helpers/backend/backend-homes.ts';
import { HttpCaller } from '../../helpers/backend/http-desk.ts';
import { startDesk, startInput, temporaryFolder, until, type Desk } from '../../helpers/desk.ts';
import { deskAtBackend, judgeByFirstBranch } from '../../helpers/desk-at-backend.ts';
import { operatorToken } from '../../helpers/backend/invite.ts';

function fileWith(token: string): string {
  const path = join(temporaryFolder(), 'operator.token');
  writeFileSync(path, token);
  return path;
}

/** Typed as what it stands for. */
const containing = (part: string): string => expect.stringContaining(part) as string;

const note = 'canary-note-of-the-reviewer';
const command = fileURLToPath(new URL('../../../backend/rescue.ts', import.meta.url));

const judge = (desk: Desk, caseId: string) => judgeByFirstBranch(desk, caseId, note);
const rescueFiles = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.startsWith('rescue-'))
    .map((name) => join(folder, name));

/** A backend, and a desk at it behind a line that can be cut, with so many cases. */
async function deskBehindLine(count: number) {
  const [home] = backendHomes();
  if (!home) throw new Error('there is always the embedded home');
  const backend = await home.start({ operatorToken });
  onTestFinished(() => backend.stop());
  return { backend, ...(await deskAtBackend(backend, count)) };
}

test('database and keys of a desk are lost: a command submits what it had saved, once', async () => {
  const { backend, caseIds, network, dataDir, desk } = await deskBehindLine(4);
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
    const more = ['--backend-data', backend.dataFolder, '--token-file', fileWith(operatorToken)];
    const { stdout } = await promisify(execFile)(process.execPath, [command, ...args, ...more]);
    const lines = stdout.trim().split('\n');
    return { verdicts: lines.slice(0, -1).sort(), sum: lines.at(-1) };
  };
  expect(await run(file)).toEqual({
    verdicts: lost.map((id) => `${id} submitted: effective`).sort(),
    sum: '3 submitted, 0 received already, 0 not taken',
  });
  // The whole folder, once more: nothing counts twice.
  expect(await run(dataDir)).toEqual({
    verdicts: lost.map((id) => `${id} received already`).sort(),
    sum: '0 submitted, 3 received already, 0 not taken',
  });
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

const rescue = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [command, ...args]).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      said: error.stdout + error.stderr,
    }),
  );

test('a desk that comes back after its verdicts were rescued gets the same receipts, and none counts twice', async () => {
  const { backend, caseIds, network, dataDir, desk } = await deskBehindLine(2);
  network.cut();
  const saved: string[] = [];
  for (const caseId of caseIds) saved.push(await judge(desk, caseId));
  const at = ['--backend-data', backend.dataFolder, '--token-file', fileWith(operatorToken)];
  expect(await rescue('--file', dataDir, ...at)).toMatchObject({
    code: 0,
    said: containing('2 submitted'),
  });
  network.mend();
  await until(
    () => {
      void desk.page.call.syncNow({});
      return desk.page.call.readDesk({});
    },
    (state) => state.ok && state.value.outbox.settled === 2,
  );
  const operator = new HttpCaller(backend.server.url, operatorToken);
  const { entries } = expectValue(await desk.page.call.listJournal({ offset: 0, limit: 9 }));
  for (const [n, caseId] of caseIds.entries()) {
    const { body } = await operator.ask('readCase', { params: { caseId } });
    expect(body.verdicts).toHaveLength(1);
    expect(body.effectiveVerdictId).toBe(saved[n]);
    const mine = entries.find(({ verdict }) => verdict.caseId === caseId);
    expect(mine?.receipt).toEqual(body.verdicts[0]?.receipt);
  }
}, 60_000);

test('what rescue can not do it says in a sentence, and nothing is changed', async () => {
  const { backend, caseIds, network, dataDir, desk } = await deskBehindLine(1);
  network.cut();
  const verdictId = await judge(desk, caseIds[0] ?? '');
  await desk.stop();
  const help = await rescue('--help');
  expect(help).toMatchObject({ code: 0, said: containing('none can count twice') });
  expect(await rescue()).toMatchObject({ code: 2, said: containing('RESCUE-FILE') });
  const at = ['--backend-data', backend.dataFolder, '--token-file', fileWith(operatorToken)];
  const nowhere = await rescue('--file', join(dataDir, 'no-such-file'), ...at);
  expect(nowhere).toMatchObject({ code: 2, said: containing('There is no ') });
  expect(await rescue('--file', temporaryFolder(), ...at)).toMatchObject({
    code: 2,
    said: containing('nothing of that desk waited'),
  });
  expect(await rescue('--file', dataDir, '--backend-data', temporaryFolder())).toMatchObject({
    code: 2,
    said: containing('There is no rescue.key'),
  });
  const elsewhere = ['--backend', 'http://127.0.0.1:9', ...at];
  expect(await rescue('--file', dataDir, ...elsewhere)).toMatchObject({
    code: 1,
    said: containing(`${verdictId} NOT submitted: the backend could not be reached`),
  });
  const wrongToken = ['--backend-data', backend.dataFolder, '--token-file', fileWith('a-guess')];
  expect(await rescue('--file', dataDir, ...wrongToken)).toMatchObject({
    code: 1,
    said: containing('NOT taken (401)'),
  });
  // A foreign backend's key opens nothing.
  const foreign = await storedKey(temporaryFolder(), 'rescue.key', 'x25519');
  const [file = ''] = rescueFiles(dataDir);
  const lines = openRescueLines(readFileSync(file, 'utf8'), foreign.privateKey);
  expect(lines).toEqual([{ kind: 'locked', verdictId }]);
  expect(await rescue('--file', file, ...at)).toMatchObject({ code: 0 });
}, 60_000);
