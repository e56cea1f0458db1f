import { defineConfig, type OxlintOverride } from 'oxlint';
import { longFunctions, mostLinesOfFunction } from './test/house/long-functions.ts';
import { importOverrides } from './test/house/rooms/import-rules.ts';

/** Blank lines and comments don't count. */
const lengthOfFunctions = (max: number): NonNullable<OxlintOverride['rules']> => ({
  'max-lines-per-function': ['error', { max, skipBlankLines: true, skipComments: true }],
});

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'react', 'jsx-a11y'],
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: 'error' },
  categories: { correctness: 'error' },
  ignorePatterns: ['node_modules', 'out', 'dist', '.cache', 'test-results', 'playwright-report'],
  rules: {
    ...lengthOfFunctions(mostLinesOfFunction),
    eqeqeq: 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    'max-lines': ['error', { max: 400 }],
    'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'import/no-default-export': 'error',
    'import/no-mutable-exports': 'error',
    'react/rules-of-hooks': 'error',
    'react/exhaustive-deps': 'error',
    'react/react-in-jsx-scope': 'off',
    // What scrolls must be reachable by keys (axe: scrollable-region-focusable).
    'jsx-a11y/no-noninteractive-tabindex': 'off',
    // A virtual list has no <table> to prefer, and this app does not use the React compiler.
    'jsx-a11y/prefer-tag-over-role': 'off',
    'react/incompatible-library': 'off',
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/consistent-type-definitions': ['error', 'type'],
    'typescript/consistent-type-imports': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/await-thenable': 'error',
    'typescript/switch-exhaustiveness-check': [
      'error',
      { considerDefaultExhaustiveForUnions: true },
    ],
    'typescript/no-unsafe-assignment': 'error',
    'typescript/no-unsafe-call': 'error',
    'typescript/no-unsafe-member-access': 'error',
    'typescript/no-unsafe-return': 'error',
    'typescript/no-unsafe-argument': 'error',
  },
  overrides: [
    ...importOverrides,
    ...Object.entries(longFunctions).map(([file, lines]) => ({
      files: [file],
      rules: lengthOfFunctions(lines),
    })),
    {
      // Logs carry ids, kinds and durations only: they go through the program's own log.
      files: ['main/**', 'preload/**', 'renderer/**', 'shared/**'],
      rules: { 'no-console': 'error' },
    },
    {
      // `scope.use()` is no hook; hooks live in components and in use-*.ts.
      files: ['**/*.ts'],
      rules: { 'react/rules-of-hooks': 'off' },
    },
    {
      files: ['renderer/**/use-*.ts'],
      rules: { 'react/rules-of-hooks': 'error' },
    },
    {
      files: ['test/**'],
      plugins: ['typescript', 'unicorn', 'oxc', 'import', 'react', 'vitest'],
      rules: {
        // A suite is one long function.
        'max-lines-per-function': 'off',
        'typescript/no-non-null-assertion': 'off',
        // Harnesses wrap methods of the platform, with their `this` given.
        'typescript/unbound-method': 'off',
        'vitest/no-focused-tests': 'error',
        'vitest/no-disabled-tests': 'error',
      },
    },
    {
      // Plain JavaScript, because it runs before any package is there: it has no types to be safe by,
      // and neither have its tests.
      files: ['**/*.mjs', 'test/unit/tools/**'],
      rules: {
        'typescript/no-unsafe-assignment': 'off',
        'typescript/no-unsafe-call': 'off',
        'typescript/no-unsafe-member-access': 'off',
        'typescript/no-unsafe-return': 'off',
        'typescript/no-unsafe-argument': 'off',
      },
    },
    {
      // These tools want their configuration as a default export.
      files: ['*.config.ts'],
      rules: { 'import/no-default-export': 'off' },
    },
  ],
});
