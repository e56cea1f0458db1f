import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      // No module of ours holds state of its own, so that these files can share a process: starting one for each of them
      // costs more than half of what they compute.
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          exclude: ['**/*.isolated.test.{ts,tsx}'],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: [
            'test/{contract,property,migration,media,house}/**/*.test.{ts,tsx}',
            // They put something else in the place of a module, which must not be loaded before.
            'test/unit/**/*.isolated.test.{ts,tsx}',
          ],
        },
      },
    ],
    environment: 'node',
    // Workers as processes: better-sqlite3 and PGlite are native or hold much memory.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    passWithNoTests: true,
  },
});
