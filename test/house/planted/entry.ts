// `npm run test:planted`: plants each bug in a copy of the project and runs the tests that must notice it.
// `-- --only WORDS` takes the bugs whose name holds these words. The last line is `N passed, N failed`.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { listFiles, root } from '../source-tree.ts';
import { occurrences, type PlantedBug } from './planted-bug.ts';
import { plantedBugs } from './planted-bugs.ts';

const report = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});
type Report = z.infer<typeof report>;

/** A copy of what git knows of the project, with its packages beside it. */
function copyProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'second-look-planted-'));
  for (const path of listFiles()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  // The tests of the house ask git which files there are.
  git('init', '--quiet');
  git('add', '--all');
  return folder;
}

function runTests(folder: string, tests: readonly string[]): Report | null {
  const file = join(folder, 'planted-report.json');
  rmSync(file, { force: true });
  const vitest = join(folder, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--reporter=json', `--outputFile=${file}`, ...tests];
  spawnSync(process.execPath, args, { cwd: folder, stdio: 'ignore' });
  if (!existsSync(file)) return null;
  return report.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Whether a test noticed the bug; else what happened. */
function plant(folder: string, bug: PlantedBug): string {
  const path = join(folder, bug.file);
  const sound = readFileSync(path, 'utf8');
  if (occurrences(sound, bug.from) !== 1) return `its place is not in ${bug.file} any more`;
  writeFileSync(
    path,
    sound.replace(bug.from, () => bug.to),
  );
  try {
    const found = runTests(folder, bug.tests);
    if (found === null) return 'its tests did not run';
    // A bug that never comes to an end lets no test fail: its whole worker is given up.
    return !found.success ? 'noticed' : `all ${found.numPassedTests} tests passed`;
  } finally {
    writeFileSync(path, sound);
  }
}

/** The failed tests of a run with the first line of why, files that could not start included. */
function failures({ testResults }: Report): readonly string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === 'failed');
    if (failed.length === 0) return status === 'failed' ? [`${name}: ${message ?? ''}`] : [];
    return failed.map(
      ({ fullName, failureMessages }) =>
        `${name}: ${fullName}: ${failureMessages?.[0]?.split('\n')[0] ?? ''}`,
    );
  });
}

function main(): number {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const chosen = plantedBugs.filter(({ name }) => name.includes(values.only ?? ''));
  if (chosen.length === 0) {
    console.log(`No planted bug has “${values.only ?? ''}” in its name.\n0 passed, 1 failed`);
    return 1;
  }
  const folder = copyProject();
  try {
    const sound = runTests(folder, [...new Set(chosen.flatMap(({ tests }) => tests))]);
    if (sound === null || !sound.success || sound.numPassedTests === 0) {
      console.log(
        'Without any planted bug the tests are not green, so a bug could not be noticed:',
      );
      for (const line of sound === null ? ['they did not run'] : failures(sound)) console.log(line);
      console.log(`0 passed, ${Math.max(1, sound?.numFailedTests ?? 1)} failed`);
      return 1;
    }
    let survived = 0;
    for (const bug of chosen) {
      const end = plant(folder, bug);
      if (end !== 'noticed') survived += 1;
      console.log(
        `${end === 'noticed' ? 'noticed ' : 'SURVIVED'} ${bug.name}${end === 'noticed' ? '' : `: ${end}`}`,
      );
    }
    console.log(`${chosen.length - survived} passed, ${survived} failed`);
    return survived > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = main();
