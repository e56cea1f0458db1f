import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,contract,property,migration,media,house}/**/*.test.{ts,tsx}'],
    environment: 'node',
    // Workers as processes: better-sqlite3 and PGlite are native or hold much memory.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    passWithNoTests: true,
  },
});
