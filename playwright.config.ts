import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/app',
  outputDir: 'test-results',
  // One window at a time: two cores, one virtual display, one focus.
  workers: 1,
  fullyParallel: false,
  // About one Electron launch in 300 hangs before its first window (measured 2026-11).
  retries: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [['list']],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
  projects: [
    { name: 'desk', testIgnore: /test\/app\/player\// },
    {
      // The player alone in a page of its own, in the system's Chromium: no Electron, pixels read back.
      name: 'ui',
      testMatch: /test\/app\/player\/.*\.spec\.ts$/,
      use: {
        launchOptions: {
          executablePath: process.env['SECOND_LOOK_CHROMIUM'] ?? '/usr/bin/chromium',
          args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
        },
      },
    },
  ],
});
