// `npm run test:sim`: the real desk core and the real backend under everything that can go wrong, in simulated time.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { mutants, soundDesk, type Mutant } from './mutants.ts';
import { invariants } from './oracle.ts';
import { runSeed, traceHash, type Figures, type RunResult } from './run.ts';
import { SimServer } from './sim-server.ts';

// A day begins at the same moment wherever this runs.
process.env['TZ'] = 'UTC';

const { values } = parseArgs({
  options: {
    /** How many seeds; without it and with `--seed`, just that one, with its trace. */
    seeds: { type: 'string' },
    seed: { type: 'string' },
    /** Only the planted bugs whose names hold this text. */
    mutant: { type: 'string' },
    trace: { type: 'boolean', default: false },
    /** `0/2`: one of two processes that share the work. */
    part: { type: 'string' },
  },
});
const isReplay = values.seed !== undefined && values.seeds === undefined;
const firstSeed = Number(values.seed ?? 1);
const seeds = Number(values.seeds ?? (isReplay ? 1 : 300));
const [part = 0, parts = 1] = (values.part ?? '0/1').split('/').map(Number);
const isMine = (n: number) => n % parts === part;
/** A planted bug must be found within so many runs. */
const runsPerMutant = 100;
const sumsMark = '@sums ';

type Sums = Figures & { passed: number; failed: number };
const sums: Sums = { passed: 0, failed: 0, simulatedMs: 0, verdicts: 0, kills: 0, requests: 0 };

function add(to: Sums, more: Partial<Sums>): void {
  for (const key of ['passed', 'failed', 'simulatedMs', 'verdicts', 'kills', 'requests'] as const)
    to[key] += more[key] ?? 0;
}

function count(isGood: boolean, line: string): void {
  sums[isGood ? 'passed' : 'failed'] += 1;
  if (line !== '') console.log(`${isGood ? 'passed' : 'FAILED'}  ${line}`);
}

type RunOne = (seed: number, mutant: Mutant) => Promise<RunResult>;

async function soundRuns(run: RunOne): Promise<void> {
  for (let n = 0; n < seeds; n += 1) {
    if (!isMine(n)) continue;
    const { seed, violation, trace, figures } = await run(firstSeed + n, soundDesk);
    add(sums, figures);
    const isWhole = isReplay || values.trace;
    if (violation !== null || isWhole)
      console.log([`--- seed ${seed}`, ...(isWhole ? trace : trace.slice(-25))].join('\n'));
    const how = violation === null ? '' : `seed ${seed}: ${violation}`;
    count(violation === null, how);
  }
}

async function oneReplay(run: RunOne): Promise<void> {
  const [first, second] = [await run(firstSeed, soundDesk), await run(firstSeed, soundDesk)];
  const isSame = traceHash(first.trace) === traceHash(second.trace);
  count(isSame, `seed ${firstSeed} runs twice the same way (${traceHash(second.trace)})`);
}

async function plantedBugs(run: RunOne): Promise<void> {
  for (const [n, mutant] of mutants.entries()) {
    if (!isMine(n) || !mutant.name.includes(values.mutant ?? '')) continue;
    let found: RunResult | null = null;
    for (let seed = 1; seed <= runsPerMutant && found === null; seed += 1) {
      const result = await run(seed, mutant);
      if (result.violation !== null) found = result;
    }
    if (found && values.trace) console.log(found.trace.join('\n'));
    const how = found ? `found in run ${found.seed}: ${found.violation}` : 'NOT found';
    count(found !== null, `planted bug "${mutant.name}": ${how}`);
  }
}

async function work(): Promise<void> {
  const server = await SimServer.open();
  const runs = { done: 0 };
  const run: RunOne = (seed, mutant) => runSeed(server, seed, (runs.done += 1), mutant);
  if (values.mutant === undefined) await soundRuns(run);
  if (!isReplay) {
    if (part === 0) await oneReplay(run);
    await plantedBugs(run);
  }
  await server.close();
}

/** Two processes, each with a backend of its own, share the seeds and the planted bugs. */
async function share(among: number): Promise<void> {
  const program = fileURLToPath(import.meta.url);
  await Promise.all(
    Array.from({ length: among }, async (_, n) => {
      const args = [program, ...process.argv.slice(2), '--part', `${n}/${among}`];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      const told: { sums: Partial<Sums> | null } = { sums: null };
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (!line.startsWith(sumsMark)) console.log(line);
        else told.sums = JSON.parse(line.slice(sumsMark.length)) as Partial<Sums>;
      });
      await once(child, 'close');
      add(sums, told.sums ?? { failed: 1 });
    }),
  );
}

const startedMs = performance.now();
const isAlone = values.part !== undefined || isReplay || seeds < 20 || availableParallelism() < 2;
await (isAlone ? work() : share(2));
if (values.part === undefined) {
  const days = (sums.simulatedMs / 86_400_000).toFixed(1);
  console.log(
    `${seeds} seeds from ${firstSeed}: ${days} simulated days, ${sums.verdicts} verdicts saved, ${sums.kills} kills, ${sums.requests} requests`,
  );
  const here = invariants.filter(({ proven }) => proven.startsWith('here'));
  console.log(`${here.length} of ${invariants.length} invariants are checked in every run`);
  console.log(`${((performance.now() - startedMs) / 1000).toFixed(0)} s`);
  console.log(`${sums.passed} passed, ${sums.failed} failed`);
} else console.log(sumsMark + JSON.stringify(sums));
// Of requests that were never answered some real timers still run: nobody waits for them.
process.exit(sums.failed > 0 ? 1 : 0);
