import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { passThrough, tee } from '../setup/child.mjs';
import { projectDir } from '../setup/project.mjs';
import { lastLineCounts, oneCheck, playwrightCounts, vitestCounts } from './counts.mjs';

const reportDir = join(projectDir, '.cache/test-reports');
const modules = join(projectDir, 'node_modules');

const tools = {
  format: ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  lint: ['oxlint/bin/oxlint'],
  types: ['typescript/bin/tsc', '-b'],
  build: ['vite/bin/vite.js', 'build', '--app', '--logLevel=warn'],
};

/** Extra arguments of a tool besides the files: a file that it ignores is no failure. */
const ofSome = { format: ['--ignore-unknown'], lint: ['--no-error-on-unmatched-pattern'] };

/** Programs of their own that take minutes. */
export const longPrograms = {
  simulation: 'test/simulation/entry.ts',
  kill: 'test/kill/entry.ts',
  offline: 'test/bench/offline-bench.ts',
  fuzz: 'test/fuzz/entry.ts',
};

function runTool({ node, env }, [file, ...args]) {
  return passThrough(node.path, [join(modules, file), ...args], { cwd: projectDir, env });
}

/** The same for a tool that runs beside others: what it prints goes to `write`. */
async function runQuietTool({ node, env }, [file, ...args], write) {
  const options = { cwd: projectDir, env, write };
  return (await tee(node.path, [join(modules, file), ...args], options)).code;
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

/** One of the checks that are one command: format, lint, types, build. The first two can be asked of some files only. */
export async function runCheck(name, machine, write, files) {
  const whole = tools[name];
  const tool = files ? [...whole.filter((word) => word !== '.'), ...ofSome[name], ...files] : whole;
  return oneCheck(await runQuietTool(machine, tool, write));
}

/** The simulation or the kill test: their last line says how it went. */
export async function runLong(name, { node, env }, write) {
  const args = [join(projectDir, longPrograms[name])];
  // The simulation knows no real time: it leaves the processor to the stages that do.
  const isPatient = name === 'simulation';
  const { code, output } = await tee(node.path, args, { cwd: projectDir, env, write, isPatient });
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

/** Playwright on the given folders and files, with the real Electron: one of the turns of `playwright.config.ts`. */
export async function runPlaywright(machine, turn, paths, grep) {
  const file = freshReport(`playwright-${turn}`);
  const env = { ...machine.env, PLAYWRIGHT_JSON_OUTPUT_FILE: file, SECOND_LOOK_TURN: turn };
  const only = ['--pass-with-no-tests', ...(grep ? ['--grep', grep] : [])];
  const args = ['@playwright/test/cli.js', 'test', '--reporter=list,json', ...only, ...paths];
  const code = await runTool({ ...machine, env }, args);
  return playwrightCounts(readReport(file), code);
}
