import { defineConfig, type OxlintOverride } from 'oxlint';

/** One forbidden import: what the specifier looks like, and where the code belongs instead. */
type Step = { readonly regex: string; readonly message: string };

/** Forbids another folder, reached by leaving the own one. */
function folders(names: string, message: string): Step {
  return { regex: `^(\\.\\./)+(${names})/`, message };
}

/** Forbids packages (and what lies inside them). */
function packages(names: string, message: string): Step {
  return { regex: `^(${names})(/|$)`, message };
}

/**
 * The import steps of one room. A later override replaces an earlier list instead of adding to it,
 * so every room is named with its whole list, after the program it is part of.
 */
function room(files: string[], ...steps: readonly (Step | readonly Step[])[]): OxlintOverride {
  return { files, rules: { 'no-restricted-imports': ['error', { patterns: steps.flat() }] } };
}

const programs = (names: string): Step =>
  folders(names, 'Programs share nothing but shared/: put the contract in shared/contract.');
const nothingImportsTests = folders('test|tools', 'Nothing imports tests or tools.');
const noBarrels: Step = {
  regex: '(^|/)(index|utils|helpers|common|misc)(\\.tsx?)?$',
  message: 'No barrels and no rooms for leftovers: import the file that owns the thing.',
};
const noElectron = packages(
  'electron|electron-store',
  'Electron lives in main/app and preload; ask for it through shared/contract.',
);
const noNode = {
  regex: '^node:',
  message: 'This code runs where there is no Node: let the data service do it and ask desk-api.',
};
const noReact = packages('react|react-dom|react-aria-components', 'React belongs in renderer/.');
const noDatabase = packages(
  'better-sqlite3|pg|@electric-sql/pglite|openai',
  'SQLite and openai live in main/data-service, the backend database in backend/store.',
);
const everywhere = [nothingImportsTests, noBarrels];

const outsideData = [
  programs('app|backend|renderer|preload'),
  noElectron,
  noReact,
  packages('pg|@electric-sql/pglite|fastify', 'That is the backend: reach it over HTTP.'),
  ...everywhere,
];
const dataEntry: Step = { regex: '^(\\.\\./)+entry\\.ts$', message: 'Nothing imports entry.ts.' };
const dataParts = ['intake', 'outbox', 'evidence', 'assist', 'stats'];
const dataFloor = (other: string) =>
  folders(
    `${[...dataParts, 'desk-api', other].join('|')}`,
    'cache/ and media-store/ are the floor: they know nobody above or beside them.',
  );
const dataPart = (own: string) =>
  room(
    [`main/data-service/${own}/**`],
    outsideData,
    folders(
      [...dataParts.filter((part) => part !== own), 'desk-api'].join('|'),
      'The parts are strangers to each other: let desk-api/ or entry.ts bring them together.',
    ),
    dataEntry,
  );

const outsidePage = [
  programs('main|backend|preload|data-service'),
  noElectron,
  noNode,
  noDatabase,
  ...everywhere,
  { regex: '^(\\.\\./)+entry\\.tsx$', message: 'Nothing imports entry.tsx.' },
];
const pageParts = ['player', 'lanes', 'verdict'];
const pageMeeting = 'case|queue|stats|settings';
const pagePart = (own: string) =>
  room(
    [`renderer/${own}/**`],
    outsidePage,
    folders(
      `${pageParts.filter((part) => part !== own).join('|')}|${pageMeeting}`,
      'Player, lanes and verdict are strangers: case/ brings them together, shared/ holds what both need.',
    ),
  );

const importSteps = [
  room(
    ['shared/**'],
    programs('main|backend|renderer|preload'),
    // No look-ahead in this regex dialect: "neither relative nor zod", letter by letter.
    {
      regex: '^([^.z]|z[^o]|zo[^d]|zod[^/])',
      message: 'shared/ runs anywhere: it imports zod and itself.',
    },
    ...everywhere,
  ),
  room(['shared/media-file/**'], programs('main|backend|renderer|preload'), {
    regex: '^([^.zm]|z[^o]|zo[^d]|zod[^/]|m[^e]|me[^d])',
    message: 'shared/media-file imports mediabunny, zod and shared/.',
  }),
  room(
    ['main/app/**'],
    programs('data-service|backend|renderer|preload'),
    noReact,
    noDatabase,
    ...everywhere,
  ),
  room(['main/data-service/**'], outsideData),
  room(['main/data-service/cache/**'], outsideData, dataFloor('media-store'), dataEntry),
  room(['main/data-service/media-store/**'], outsideData, dataFloor('cache'), dataEntry),
  ...dataParts.map(dataPart),
  room(
    ['main/data-service/network/**'],
    outsideData,
    folders(
      [...dataParts, 'desk-api', 'cache', 'media-store'].join('|'),
      'network/ is the floor: it knows nobody above or beside it.',
    ),
    dataEntry,
  ),
  room(['main/data-service/desk-api/**'], outsideData, dataEntry),
  room(
    ['backend/**'],
    programs('main|renderer|preload'),
    noElectron,
    noReact,
    packages('better-sqlite3|openai', 'SQLite and openai live in main/data-service.'),
    ...everywhere,
  ),
  room(
    ['preload/**'],
    programs('main|backend|renderer'),
    noNode,
    noReact,
    noDatabase,
    ...everywhere,
  ),
  room(['renderer/**'], outsidePage),
  room(
    ['renderer/ui/**'],
    outsidePage,
    folders(
      `bridge|workers|${pageParts.join('|')}|${pageMeeting}`,
      'ui/ knows nothing of cases: pass what it needs as props.',
    ),
  ),
  room(
    ['renderer/bridge/**'],
    outsidePage,
    folders(
      `ui|${pageParts.join('|')}|${pageMeeting}`,
      'bridge/ is the floor: it knows no screen.',
    ),
  ),
  room(
    ['renderer/workers/**'],
    outsidePage,
    noReact,
    folders(
      `ui|bridge|${pageParts.join('|')}|${pageMeeting}`,
      'A worker has no DOM and no screen: it imports shared/ and itself.',
    ),
  ),
  ...pageParts.map(pagePart),
  room(
    ['renderer/case/**'],
    outsidePage,
    folders('queue|stats|settings', 'case/ stands below queue/, stats/ and settings/.'),
  ),
];

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'react', 'jsx-a11y'],
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: 'error' },
  categories: { correctness: 'error' },
  ignorePatterns: ['node_modules', 'out', 'dist', '.cache', 'test-results', 'playwright-report'],
  rules: {
    eqeqeq: 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    'max-lines': ['error', { max: 400 }],
    'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    'import/no-cycle': 'error',
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
    ...importSteps,
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
