import { defineConfig, type Project } from '@playwright/test';
import { existsSync } from 'node:fs';

const chromium = process.env['SECOND_LOOK_CHROMIUM'] ?? '/usr/bin/chromium';
if (!existsSync(chromium)) {
  console.warn(`SKIPPED: no Chromium at ${chromium}: the tests of the page in a browser`);
}

const inBrowser: Project = {
  // The player, and the page over a small desk in memory, in the system's Chromium: no Electron.
  name: 'ui',
  // Patterns of the whole path, not globs: a checkout may itself lie in a folder called `player`.
  testMatch: /test\/app\/(player|ui|measuring)\/.*\.spec\.ts$/,
  use: {
    launchOptions: {
      executablePath: chromium,
      args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
    },
  },
};

export default defineConfig({
  testDir: 'test/app',
  outputDir: 'test-results',
  // One window at a time: two cores, one virtual display, one focus.
  workers: 1,
  fullyParallel: false,
  // About one Electron launch in 300 hangs before its first window (measured 2026-11).
  retries: 2,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: [['list']],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
  projects: [
    { name: 'desk', testIgnore: /test\/app\/(player|ui|measuring)\// },
    ...(existsSync(chromium) ? [inBrowser] : []),
  ],
});
