// `npm run test:sim`: the real desk core and the real backend under everything that can go wrong, in simulated time.
import { parseArgs } from 'node:util';
import { mutants, soundDesk, type Mutant } from './mutants.ts';
import { invariants } from './oracle.ts';
import { runSeed, traceHash, type RunResult } from './run.ts';
import { SimServer } from './sim-server.ts';

// A day begins at the same moment wherever this runs.
process.env['TZ'] = 'UTC';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '300' },
    seed: { type: 'string' },
    mutant: { type: 'string' },
    trace: { type: 'boolean', default: false },
  },
});
const firstSeed = Number(values.seed ?? 1);
const seeds =
  values.seed === undefined || process.argv.includes('--seeds') ? Number(values.seeds) : 1;
/** A planted bug must be found within so many runs. */
const runsPerMutant = 60;

const server = await SimServer.open();
const counts = { passed: 0, failed: 0, run: 0 };
const sums = { simulatedMs: 0, verdicts: 0, kills: 0, requests: 0 };

async function run(seed: number, mutant: Mutant): Promise<RunResult> {
  counts.run += 1;
  return runSeed(server, seed, counts.run, mutant);
}

function count(isGood: boolean, line: string): void {
  counts[isGood ? 'passed' : 'failed'] += 1;
  if (!isGood || line !== '') console.log(`${isGood ? 'passed' : 'FAILED'}  ${line}`);
}

async function soundRuns(): Promise<void> {
  for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
    const { violation, trace, figures } = await run(seed, soundDesk);
    for (const key of ['simulatedMs', 'verdicts', 'kills', 'requests'] as const)
      sums[key] += figures[key];
    if (violation !== null || (values.seed !== undefined && seeds === 1) || values.trace)
      console.log(
        [`--- seed ${seed}`, ...(values.trace || seeds === 1 ? trace : trace.slice(-25))].join(
          '\n',
        ),
      );
    count(violation === null, violation === null ? '' : `seed ${seed}: ${violation}`);
  }
}

async function oneReplay(): Promise<void> {
  const [first, second] = [await run(firstSeed, soundDesk), await run(firstSeed, soundDesk)];
  const isSame = traceHash(first.trace) === traceHash(second.trace);
  count(isSame, `seed ${firstSeed} runs twice the same way (${traceHash(second.trace)})`);
}

async function plantedBugs(): Promise<void> {
  for (const mutant of mutants) {
    if (values.mutant !== undefined && !mutant.name.includes(values.mutant)) continue;
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

const startedMs = performance.now();
const seconds = () => ((performance.now() - startedMs) / 1000).toFixed(0);
if (values.mutant === undefined) {
  await soundRuns();
  console.log(
    `${seeds} seeds from ${firstSeed}: ${(sums.simulatedMs / 86_400_000).toFixed(1)} simulated days, ${sums.verdicts} verdicts saved, ${sums.kills} kills, ${sums.requests} requests, ${seconds()} s`,
  );
}
if (values.seed === undefined) {
  await oneReplay();
  await plantedBugs();
  const here = invariants.filter(({ proven }) => proven.startsWith('here'));
  console.log(
    `${here.length} of ${invariants.length} invariants are checked in every run, ${seconds()} s in all`,
  );
}
await server.close();
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 ? 1 : 0;
