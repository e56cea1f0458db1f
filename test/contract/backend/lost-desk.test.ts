import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { expectValue } from '../../../shared/lifetime/result.ts';
import { backendHomes } from '../../helpers/backend/backend-homes.ts';
import { SmallWorld } from '../../helpers/backend/backend-fixtures.ts';
import { cuttableNetwork } from '../../helpers/cuttable-network.ts';
import { startDesk, startInput, temporaryFolder, until, type Desk } from '../../helpers/desk.ts';
import { judgeByFirstBranch } from '../../helpers/desk-at-backend.ts';
import { invite, operatorToken } from '../../helpers/backend/invite.ts';

const program = (name: string) =>
  fileURLToPath(new URL(`../../../backend/${name}.ts`, import.meta.url));
const run = (name: string, args: readonly string[]) =>
  promisify(execFile)(process.execPath, [program(name), ...args]).then(({ stdout }) => stdout);

function tokenFile(): string {
  const path = join(temporaryFolder(), 'operator.token');
  writeFileSync(path, `${operatorToken}\n`);
  return path;
}

/** Judges the next open case; answers the verdict's id. */
async function judgeOne(desk: Desk): Promise<string> {
  const { page } = desk;
  const open = {
    filter: { text: '', states: ['blocked' as const], reasons: [] },
    sort: { by: 'due' as const, direction: 'asc' as const },
    offset: 0,
    limit: 50,
  };
  const list = expectValue(
    await until(
      () => page.call.listCases(open),
      (found) => found.ok && found.value.total > 0,
    ),
  );
  const caseId = list.rows[0]?.caseId ?? '';
  await until(
    () => page.call.openCase({ caseId }),
    (answer) => answer.ok,
  );
  return judgeByFirstBranch(desk, caseId, '');
}

const settled = (desk: Desk, n: number) =>
  until(
    () => desk.page.call.readDesk({}),
    (state) => state.ok && state.value.outbox.settled === n,
  );

test('a destroyed database and a lost machine are told by the verifier in words, and are no tampering', async () => {
  const [home] = backendHomes();
  if (!home) throw new Error('there is always the embedded home');
  const backend = await home.start({ operatorToken });
  onTestFinished(() => backend.stop());
  const world = new SmallWorld(backend);
  await world.openCases(12, { sizeBytes: 0 });
  const network = await cuttableNetwork(backend.server.url);
  onTestFinished(() => network.close());
  const enrolAt = async () => ({
    backendUrl: network.url,
    invitation: await invite(backend.server.parts, { quotaPerDay: 9, queues: [world.queue] }),
  });

  const dataDir = temporaryFolder();
  const first = startDesk(startInput(dataDir, { enrolAt: await enrolAt() }));
  await judgeOne(first);
  await judgeOne(first);
  await settled(first, 2);
  network.cut();
  const unsent = await judgeOne(first);
  await first.stop();
  for (const name of ['desk.db-wal', 'desk.db-shm']) rmSync(join(dataDir, name), { force: true });
  writeFileSync(join(dataDir, 'desk.db'), randomBytes(200_000));

  network.mend();
  const rebuilt = startDesk(startInput(dataDir));
  await judgeOne(rebuilt);
  await judgeOne(rebuilt);
  await settled(rebuilt, 2);
  await rebuilt.stop();
  const rescue = readdirSync(dataDir).find((name) => name.startsWith('rescue-')) ?? '';
  const folder = ['--backend-data', backend.dataFolder, '--token-file', tokenFile()];
  expect(await run('rescue', ['--file', join(dataDir, rescue), ...folder])).toContain(unsent);

  // The machine is gone for good: another one takes its place.
  const second = startDesk(startInput(temporaryFolder(), { enrolAt: await enrolAt() }));
  await judgeOne(second);
  await settled(second, 1);
  await second.stop();

  const out = join(temporaryFolder(), 'audit.json');
  await until(
    async () => {
      await run('audit-bundle', [
        '--backend',
        backend.server.url,
        '--token-file',
        tokenFile(),
        '--out',
        out,
      ]);
      return run('verify', [out]);
    },
    (said) => said.includes('sound: 6 verdicts'),
  );
  const said = (await run('verify', [out])).trim().split('\n');
  const devices = said.filter((line) => line.startsWith('device: '));
  expect(devices).toHaveLength(2);
  expect(devices[0]).toMatch(/ signed 5, numbers 1 to 1\d{9}, 1 break recorded$/);
  expect(devices[1]).toMatch(/ signed 1, numbers 1 to 1, one unbroken chain$/);
  const recorded = said.filter((line) => line.startsWith('recorded: '));
  expect(recorded).toEqual([expect.stringContaining('begins a chain of its own')]);
  expect(backend.bugs).toEqual([]);
}, 120_000);
