// `npm run test:kill`: real processes and files, killed over and over; nothing may be lost or counted twice.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { crashPoints } from '../../main/data-service/runtime/crash-points.ts';
import { percentile } from '../bench/rows.ts';
import { chanceOf, type Chance } from '../simulation/virtual-time.ts';
import { BackendProcess, type StoredVerdict } from './backend-wire.ts';
import { startFaultyProxy } from './faulty-proxy.ts';
import { KilledDesk, type Death } from './killed-desk.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    point: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const wantedKills = Number(values.kills);
const seed = Number(values.seed);
const chance = chanceOf(seed);
const counts = { passed: 0, failed: 0 };
const startedMs = performance.now();

function check(isGood: boolean, says: string): void {
  counts[isGood ? 'passed' : 'failed'] += 1;
  console.log(`${isGood ? 'passed' : 'FAILED'}  ${says}`);
}

/** A second of picture and tone; where there is no ffmpeg the clips are noise, which desks judge by their record. */
function smallClip(folder: string): Buffer {
  const file = join(folder, 'clip.mp4');
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=64x36:rate=24:duration=1'];
  const coder = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  try {
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...picture, ...coder, file]);
    return readFileSync(file);
  } catch {
    return Buffer.alloc(3000, 'noise');
  }
}

/** Every named point several times, mixed with deaths at any moment. */
function deaths(count: number, dice: Chance): readonly Death[] {
  const points = values.point === undefined ? crashPoints : [values.point];
  const each = Math.max(2, Math.floor((count * 0.4) / points.length));
  const named = points.flatMap((at) =>
    Array.from({ length: each }, (_, n): Death => ({ at: `${at}:${1 + (n % 2)}` })),
  );
  const rest = Array.from({ length: Math.max(0, count - named.length) }, (): Death => ({
    afterMs: dice.below(dice.isLucky(0.3) ? 100 : 1200),
  }));
  return [...named, ...rest]
    .map((death) => ({ death, at: dice.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ death }) => death);
}

const folder = mkdtempSync(join(tmpdir(), 'second-look-kill-'));
console.log(`seed ${seed}`);
const backend = new BackendProcess(join(folder, 'backend'), smallClip(folder));
await backend.start();
let opened = 0;
const openMore = async (count: number) => {
  await backend.ask({ do: 'open-cases', first: opened, count });
  opened += count;
};
await openMore(150);

const proxy = await startFaultyProxy(() => backend.port, chance);
/** A desk that dies between its enrolment and its note of it needs another code: each is good once. */
async function invited(n: number): Promise<KilledDesk> {
  const { codes = [] } = await backend.ask({ do: 'invite', count: 100 });
  return new KilledDesk(join(folder, `desk-${n}`), proxy.url, codes, chance);
}
const desks = [await invited(1), await invited(2)];
const isPaused = { until: Promise.resolve() };

async function killOver(desk: KilledDesk, plan: readonly Death[]): Promise<void> {
  for (const death of plan) {
    await isPaused.until;
    const lifeMs = performance.now();
    const isThere = await desk.liveAndDie(death);
    if (values.verbose)
      console.log(
        `${JSON.stringify(death)} ${isThere ? 'reached' : ''} ${(performance.now() - lifeMs).toFixed(0)} ms, ${desk.saved.length} saved`,
      );
  }
}

/** The backend dies, too, a few times, and comes back on the same folder. */
async function tendBackend(isOver: () => boolean): Promise<void> {
  const every = Math.max(20, Math.floor(wantedKills / 4));
  for (let next = every; !isOver();) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const kills = desks.reduce((sum, desk) => sum + desk.kills, 0);
    if (kills >= next) {
      next += every;
      await backend.kill();
      await backend.start();
    }
    const { free = 0 } = await backend.ask({ do: 'count-free' });
    if (free < 30) await openMore(60);
  }
}

proxy.share = 0.25;
const plan = deaths(wantedKills, chance);
const isOver = { yes: false };
const tending = tendBackend(() => isOver.yes);
await Promise.all(
  desks.map((desk, n) =>
    killOver(
      desk,
      plan.filter((_, at) => at % desks.length === n),
    ),
  ),
);
// A point that chance passed by gets more lives of its own.
for (const point of values.point === undefined ? crashPoints : [values.point])
  for (let more = 0; more < 5 && !desks.some((desk) => desk.reached.has(point)); more += 1)
    await desks[more % desks.length]?.liveAndDie({ at: point });
isOver.yes = true;
await tending;

proxy.share = 0;
const journals: ReadonlyMap<string, string>[] = [];
for (const desk of desks) journals.push(await desk.finish(60_000));
const { verdicts = [], doubles = 0 } = await backend.ask({ do: 'report' });
judgeAll(verdicts, doubles);
await backend.stop();
await proxy.close();
rmSync(folder, { recursive: true, force: true });
console.log(`${((performance.now() - startedMs) / 1000).toFixed(0)} s in all`);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 ? 1 : 0;

function judgeAll(stored: readonly StoredVerdict[], effectiveTwice: number): void {
  const byId = new Map(stored.map((one) => [one.id, one]));
  const saved = desks.flatMap((desk) => desk.saved);
  const lost = saved.filter(({ verdictId }) => !byId.has(verdictId));
  const changed = saved.filter(({ verdictId, judgement }) => {
    const body = byId.get(verdictId)?.body;
    return (
      body !== undefined &&
      Object.entries(judgement).some(
        ([key, value]) =>
          JSON.stringify((body as Record<string, unknown>)[key]) !== JSON.stringify(value),
      )
    );
  });
  const known = new Set(journals.flatMap((journal) => [...journal.keys()]));
  const strangers = stored.filter(({ id }) => !known.has(id));
  const unsettled = journals.flatMap((journal) =>
    [...journal.values()].filter((state) => state !== 'settled'),
  );
  const kills = desks.reduce((sum, desk) => sum + desk.kills, 0);
  const recovery = desks.flatMap((desk) => desk.recoveryMs);

  for (const point of values.point === undefined ? crashPoints : [values.point]) {
    const times = desks.reduce((sum, desk) => sum + (desk.reached.get(point) ?? 0), 0);
    check(times > 0, `killed at ${point}: ${times} times`);
  }
  check(kills >= wantedKills, `${kills} kills of desks, ${backend.kills} of the backend`);
  check(lost.length === 0, `${saved.length} verdicts were answered as saved: ${lost.length} lost`);
  check(changed.length === 0, `${changed.length} arrived with another judgement`);
  check(
    strangers.length === 0 && byId.size === stored.length,
    `${strangers.length} counted double`,
  );
  check(effectiveTwice === 0, `${effectiveTwice} cases with two effective verdicts`);
  check(unsettled.length === 0, `the outboxes are drained (${unsettled.length} left)`);
  check(!hasPlain(), 'no prompt and no note lies on a desk in plain text');
  const { passed, ...harmed } = proxy.done;
  check(
    Object.values(harmed).every((n) => n > 0),
    `the line: ${passed} passed, ${Object.entries(harmed)
      .map(([name, n]) => `${n} ${name}`)
      .join(', ')}`,
  );
  const p50 = percentile(recovery, 0.5);
  const p95 = percentile(recovery, 0.95);
  const most = Math.max(...recovery);
  // The aim is 2 s; a machine that runs other tests at the same time gets more.
  check(
    p50 < 6000,
    `usable after a kill in ${p50.toFixed(0)} ms (p50), ${p95.toFixed(0)} ms (p95), ${most.toFixed(0)} ms at most; aim < 2000 ms`,
  );
}

function hasPlain(): boolean {
  return desks.some(({ dataDir }) =>
    readdirSync(dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .some((entry) => {
        const bytes = readFileSync(join(entry.parentPath, entry.name));
        return bytes.includes('paper boat drifts') || bytes.includes('note 1 ');
      }),
  );
}
