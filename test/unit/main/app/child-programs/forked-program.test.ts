import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  endProgram,
  type ChildProgram,
} from '../../../../../main/app/child-programs/child-program.ts';
import { forkProgram } from '../../../../../main/app/child-programs/forked-program.ts';
import { superviseProgram } from '../../../../../main/app/child-programs/supervised-program.ts';

const root = join(import.meta.dirname, '../../../../..');
let folder = '';

/** A child over the real host link: it answers every message with its double, and knows its pid. */
const echo = `
import { connectHost } from '${root}/main/data-service/host-link.ts';
const link = connectHost();
link.control.onMessage((data) => link.control.send(data === 'pid' ? process.pid : data * 2));
link.media.onMessage(() => link.media.send({ bytes: Buffer.from('clip') }));
console.log('started');
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'program-'));
  await writeFile(join(folder, 'echo.ts'), echo);
  await writeFile(
    join(folder, 'deaf.mjs'),
    "process.on('SIGTERM', () => {}); setInterval(() => {}, 1e6);",
  );
  await writeFile(join(folder, 'broken.mjs'), 'process.exit(3)');
});
afterAll(() => rm(folder, { recursive: true }));

const launch = (file: string): ChildProgram =>
  forkProgram({ name: file, file: join(folder, file), args: [] }, process.execPath);

function answerOf(program: ChildProgram, wire: string, message: unknown): Promise<unknown> {
  const line = program.wire(wire);
  return new Promise((resolve) => {
    const stop = line.onMessage((data) => {
      stop();
      resolve(data);
    });
    line.send(message);
  });
}
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
}

test('main and the data service speak over named wires, and bytes arrive alone', async () => {
  const program = launch('echo.ts');
  expect(await answerOf(program, 'control', 21)).toBe(42);
  const answer = (await answerOf(program, 'media', 1)) as { readonly bytes: Uint8Array };
  expect(new TextDecoder().decode(answer.bytes)).toBe('clip');
  expect(answer.bytes.buffer.byteLength).toBe(4);
  await endProgram(program, 5_000);
});

test('when the child dies, its wires close', async () => {
  const program = launch('echo.ts');
  await answerOf(program, 'control', 1);
  const closed = new Promise<string>((resolve) =>
    program.wire('control').onClose(() => resolve('closed')),
  );
  program.kill('SIGKILL');
  expect(await closed).toBe('closed');
});

test('a child that will not end is ended by force', async () => {
  const program = launch('deaf.mjs');
  await new Promise((resolve) => setTimeout(resolve, 300));
  await endProgram(program, 50);
  expect(isAlive(program.pid ?? 0)).toBe(false);
});

test('a child ends with main, even when main was killed', async () => {
  const main = join(folder, 'main.ts');
  await writeFile(
    main,
    `import { forkProgram } from '${root}/main/app/child-programs/forked-program.ts';
const child = forkProgram({ name: 'echo', file: '${join(folder, 'echo.ts')}', args: [] }, process.execPath);
child.onLine(() => console.log(child.pid));`,
  );
  const parent = spawn(process.execPath, [main], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [printed] = (await once(parent.stdout, 'data')) as [Buffer];
  const childPid = Number(printed.toString());
  expect(isAlive(childPid)).toBe(true);
  parent.kill('SIGKILL');
  await untilGone(childPid);
  expect(isAlive(childPid)).toBe(false);
});

test('a kept child that was killed comes back, and stopping it is for good', async () => {
  const launched: ChildProgram[] = [];
  const kept = superviseProgram({
    name: 'echo',
    launch: () => launch('echo.ts'),
    onLaunch: (program) => launched.push(program),
    onGiveUp: () => {},
    nowMs: Date.now,
  });
  const first = await answerOf(launched[0]!, 'control', 'pid');
  launched[0]!.kill('SIGKILL');
  while (launched.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await answerOf(launched[1]!, 'control', 'pid')).not.toBe(first);
  await kept.stop(5_000);
  expect(kept.current()).toBeUndefined();
  expect(launched).toHaveLength(2);
});

test('a child that dies too often is given up, until somebody tries again', async () => {
  let launches = 0;
  let now = 0;
  const given = Promise.withResolvers<void>();
  const kept = superviseProgram({
    name: 'broken',
    launch: () => launch('broken.mjs'),
    onLaunch: () => launches++,
    onGiveUp: () => given.resolve(),
    nowMs: () => (now += 1),
    waitMs: () => 1,
  });
  await given.promise;
  expect(launches).toBe(5);
  kept.retry();
  expect(launches).toBe(6);
  await kept.stop(5_000);
});
