import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { passThrough, tee } from '../setup/child.mjs';
import { projectDir } from '../setup/project.mjs';
import { lastLineCounts, oneCheck, playwrightCounts, sum, vitestCounts } from './counts.mjs';

const reportDir = join(projectDir, '.cache/test-reports');
const modules = join(projectDir, 'node_modules');

const tools = {
  format: ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  lint: ['oxlint/bin/oxlint'],
  types: ['typescript/bin/tsc', '-b'],
  build: ['vite/bin/vite.js', 'build', '--app', '--logLevel=warn'],
};

/** Programs of their own that take minutes. */
export const longPrograms = {
  simulation: 'test/simulation/entry.ts',
  kill: 'test/kill/entry.ts',
  offline: 'test/bench/offline-bench.ts',
};

function runTool({ node, env }, [file, ...args]) {
  return passThrough(node.path, [join(modules, file), ...args], { cwd: projectDir, env });
}

/** A report's content, or undefined when the tool did not come to write it. */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function freshReport(name) {
  mkdirSync(reportDir, { recursive: true });
  const file = join(reportDir, `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

/** One of the checks that are one command: format, lint, types, build. */
export async function runCheck(name, machine) {
  return oneCheck(await runTool(machine, tools[name]));
}

/** The simulation or the kill test: their last line says how it went. */
export async function runLong(name, { node, env }) {
  const args = [join(projectDir, longPrograms[name])];
  const { code, output } = await tee(node.path, args, { cwd: projectDir, env });
  return lastLineCounts(output, code);
}

/** Vitest on the given folders and files. */
export async function runVitest(machine, paths, grep) {
  const file = freshReport('vitest');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const only = grep ? ['-t', grep, '--passWithNoTests'] : [];
  const args = ['vitest/vitest.mjs', 'run', ...reporters, ...only, ...paths];
  const code = await runTool(machine, args);
  return vitestCounts(readReport(file), code);
}

/** What Playwright runs one after the other: see `playwright.config.ts`. */
const turns = ['together', 'alone'];

/** Playwright on the given folders and files, with the real Electron; what may share the machine first. */
export async function runPlaywright(machine, paths, grep) {
  const counts = [];
  for (const turn of turns) {
    const file = freshReport(`playwright-${turn}`);
    const env = { ...machine.env, PLAYWRIGHT_JSON_OUTPUT_FILE: file, SECOND_LOOK_TURN: turn };
    const only = ['--pass-with-no-tests', ...(grep ? ['--grep', grep] : [])];
    const args = ['@playwright/test/cli.js', 'test', '--reporter=list,json', ...only, ...paths];
    const code = await runTool({ ...machine, env }, args);
    counts.push(playwrightCounts(readReport(file), code));
  }
  const all = sum(counts);
  // A turn may have no test of what was named; both without one is a mistake, unless tests were picked by title.
  return all.passed + all.failed + all.skipped === 0 && !grep ? oneCheck(1) : all;
}
