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
});
