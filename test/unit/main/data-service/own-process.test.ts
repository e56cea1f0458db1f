import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createClient, type Client } from '../../../../shared/contract/create-client.ts';
import { deskApi } from '../../../../shared/contract/desk-api.ts';
import { hostApi, type HostApi } from '../../../../shared/contract/host-api.ts';
import { protocolVersion } from '../../../../shared/contract/version.ts';
import { expectValue } from '../../../../shared/lifetime/result.ts';
import { forkedWire, startInput, temporaryFolder } from '../../../helpers/desk.ts';

const entry = fileURLToPath(new URL('../../../../main/data-service/entry.ts', import.meta.url));

function startProgram(): { readonly child: ChildProcess; readonly control: Client<HostApi> } {
  const child = fork(entry, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, control: createClient(hostApi, forkedWire(child, 'control')) };
}

test('the data service starts in its own process, answers a page, and stops when told', async () => {
  const { child, control } = startProgram();
  expect(expectValue(await control.call.start(startInput(temporaryFolder())))).toEqual({
    protocol: protocolVersion,
    cases: 0,
  });
  child.send({ p: 'page-1', open: true });
  const page = createClient(deskApi, forkedWire(child, 'page-1'));
  expect(expectValue(await page.call.readDesk({})).connection).toBe('not-enrolled');
  expectValue(await control.call.stop({}));
});

test('the data service ends by itself when main is gone', async () => {
  const { child, control } = startProgram();
  expectValue(await control.call.start(startInput(temporaryFolder())));
  const ended = once(child, 'exit');
  child.disconnect();
  expect((await ended)[0]).toBe(0);
});

test('a database of another key is put aside, whole, and the desk begins a new one', async () => {
  const folder = temporaryFolder();
  const first = startProgram();
  expectValue(await first.control.call.start(startInput(folder)));
  expectValue(await first.control.call.stop({}));
  const before = readFileSync(join(folder, 'desk.db'));
  const second = startProgram();
  expectValue(
    await second.control.call.start(
      startInput(folder, { databaseKey: new Uint8Array(32).fill(9) }),
    ),
  );
  const aside = readdirSync(folder).filter((name) => name.startsWith('desk.db.unreadable-'));
  expect(aside.map((name) => readFileSync(join(folder, name)).equals(before))).toEqual([true]);
});
