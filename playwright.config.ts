import { defineConfig, type Project } from '@playwright/test';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { disableUnused } from './test/helpers/browser-switches.ts';
import { runFolderVariable } from './test/helpers/once-per-run.ts';

const chromium = process.env['SECOND_LOOK_CHROMIUM'] ?? '/usr/bin/chromium';
if (!existsSync(chromium)) {
  console.warn(`SKIPPED: no Chromium at ${chromium}: the tests of the page in a browser`);
}

/** What holds the player to a pace, or listens while it plays: such tests have the machine for themselves. */
const paced =
  /test\/app\/player\/(drift|exact-frames|fuzz|hand-over|held-step|listening|matrix|sound|stalled|weak-machine)\.spec\.ts$/;

/** In the system's Chromium, without Electron. */
function inBrowser(name: string, tests: Pick<Project, 'testMatch' | 'testIgnore'>): Project {
  const args = ['--no-sandbox', '--autoplay-policy=no-user-gesture-required', disableUnused];
  return { name, ...tests, use: { launchOptions: { executablePath: chromium, args } } };
}

const inPage = /test\/app\/(player|ui|measuring)\//;
const measuresAll = /test\/app\/evidence\.spec\.ts$/;

// One window at a time: one display, one focus. Measuring the whole batch takes both cores for minutes: it has the
// machine for itself, and the desks of later tests begin with what it found.
const desk: Project = { name: 'desk', testIgnore: [inPage, measuresAll], workers: 1 };
const wholeBatch: Project = { name: 'whole batch', testMatch: measuresAll };
// The player, and the page over a small desk in memory. Patterns of the whole path, not globs: a checkout may itself
// lie in a folder called `player`.
const page = inBrowser('ui', {
  testMatch: /test\/app\/(player|ui|measuring)\/.*\.spec\.ts$/,
  testIgnore: paced,
});
const player = inBrowser('paced', { testMatch: paced });

/**
 * `npm test` runs Playwright in two turns: what needs the machine for itself, by one worker, then what may share it, by
 * two. Without a turn named, everything runs one by one.
 */
const turns: Readonly<Record<string, readonly Project[]>> = {
  alone: [wholeBatch, player],
  together: [desk, page],
};
const turn = process.env['SECOND_LOOK_TURN'] ?? '';
const projects = turns[turn] ?? [wholeBatch, desk, page, player];
const outputDir = resolve(`test-results/${turn || 'all'}`);
// Emptied when a run begins; workers inherit it.
process.env[runFolderVariable] = join(outputDir, 'made-once');

export default defineConfig({
  testDir: 'test/app',
  outputDir,
  workers: turn === 'together' ? 2 : 1,
  fullyParallel: false,
  // A test that fails has found something. The one launch in 300 that hangs is met where it happens: start-electron.ts.
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: [['list']],
  use: {
    // A trace of every test costs each of them; it is taken when asked for. The last picture of a failure is always kept.
    trace: process.env['SECOND_LOOK_TRACE'] === '1' ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
  },
  projects: projects.filter(
    (project) => project === desk || project === wholeBatch || existsSync(chromium),
  ),
});
