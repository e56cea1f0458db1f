import { defineConfig, type Project } from '@playwright/test';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runFolderVariable } from './test/helpers/once-per-run.ts';

const chromium = process.env['SECOND_LOOK_CHROMIUM'] ?? '/usr/bin/chromium';
if (!existsSync(chromium)) {
  console.warn(`SKIPPED: no Chromium at ${chromium}: the tests of the page in a browser`);
}

/** What holds the player to a pace, or listens while it plays: such tests have the machine for themselves. */
const paced = /test\/app\/player\/(drift|hand-over|held-step|listening)\.spec\.ts$/;

/** In the system's Chromium, without Electron. */
function inBrowser(name: string, tests: Pick<Project, 'testMatch' | 'testIgnore'>): Project {
  const args = ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'];
  return { name, ...tests, use: { launchOptions: { executablePath: chromium, args } } };
}

/** `npm test` starts a virtual display for each worker, where the session has no display of its own. */
const displays = (process.env['SECOND_LOOK_DISPLAYS'] ?? '').split(',').filter(Boolean);
const workers = Math.max(2, Math.min(3, displays.length));
const inPage = /test\/app\/(player|ui|measuring)\//;
const measuresAll = /test\/app\/evidence\.spec\.ts$/;

// One desk per display, which has one focus. Measuring the whole batch begins first: it takes longest, and the desks of
// later tests begin with what it found.
const desks: readonly Project[] =
  displays.length < 3
    ? [{ name: 'desk', testIgnore: inPage, workers: 1 }]
    : [
        { name: 'whole batch', testMatch: measuresAll, workers: 1 },
        { name: 'desk', testIgnore: [inPage, measuresAll], workers: 2 },
      ];
// The player, and the page over a small desk in memory. Patterns of the whole path, not globs: a checkout may itself
// lie in a folder called `player`.
const page = inBrowser('ui', {
  testMatch: /test\/app\/(player|ui|measuring)\/.*\.spec\.ts$/,
  testIgnore: paced,
});
const player = inBrowser('paced', { testMatch: paced });

/**
 * `npm test` runs Playwright in two turns: what may share the machine, by several workers, and what measures a pace, by
 * one. Without a turn named, everything runs one by one.
 */
const turns: Readonly<Record<string, readonly Project[]>> = {
  together: [...desks, page],
  alone: [player],
};
const turn = process.env['SECOND_LOOK_TURN'] ?? '';
const projects = turns[turn] ?? [...desks, page, player];
const outputDir = resolve(`test-results/${turn || 'all'}`);
// Emptied when a run begins; workers inherit it.
process.env[runFolderVariable] = join(outputDir, 'made-once');

export default defineConfig({
  testDir: 'test/app',
  outputDir,
  workers: turn === 'together' ? workers : 1,
  fullyParallel: false,
  // A test that fails has found something. The one launch in 300 that hangs is met where it happens: start-electron.ts.
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: [['list']],
  use: {
    // A film of every test would cost more than the test; the last picture is kept, and each step's page.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
  },
  projects: projects.filter((project) => desks.includes(project) || existsSync(chromium)),
});
