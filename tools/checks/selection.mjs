import { Stop } from '../setup/step.mjs';

/** Kinds of tests that Vitest runs, each a folder of test/. */
export const vitestKinds = ['unit', 'contract', 'property', 'media', 'migration', 'house'];

/** Programs of their own that take minutes: not run where `--grep` picks tests by name. */
export const longStages = ['simulation', 'kill'];

/** All stages by name, in the order in which they run. */
export const stageNames = [
  'format',
  'lint',
  'types',
  ...vitestKinds,
  ...longStages,
  'build',
  'e2e',
];

/** Usage of the command. */
export const usage = `npm test [-- STAGE|FILE ... [--grep TEXT]]
npm test -- --changed [REF]
  STAGE  ${stageNames.join(', ')}
  FILE   a test file or folder, such as test/unit/shared
  TEXT   run only the tests whose names contain it
  REF    what differs from this commit, by default the last one, and what that touches;
         the end names what was left out`;

/**
 * What to run: the checks by name, the folders or files for Vitest and for Playwright. Nothing
 * named means everything; `--grep` alone means every test but no other check.
 */
export function select(words, grep) {
  const unknown = words.filter((word) => !stageNames.includes(word) && !word.startsWith('test/'));
  if (unknown.length > 0) throw new Stop(`There is no stage "${unknown[0]}".\n\n${usage}`);

  const all = grep ? [...vitestKinds, 'e2e'] : stageNames;
  const wanted = words.length > 0 ? words : all;
  const files = wanted.filter((word) => word.startsWith('test/'));
  const appFiles = files.filter((file) => file.startsWith('test/app'));
  const playwright = wanted.includes('e2e') ? ['test/app'] : appFiles;
  return {
    checks: ['format', 'lint', 'types'].filter((name) => wanted.includes(name)),
    vitest: [
      ...vitestKinds.filter((kind) => wanted.includes(kind)).map((kind) => `test/${kind}/`),
      ...files.filter((file) => !file.startsWith('test/app')),
    ],
    long: longStages.filter((name) => wanted.includes(name)),
    build: wanted.includes('build') || playwright.length > 0,
    playwright,
    grep,
  };
}

/** The same for a change: see `touchedBy`. The rules of the house are asked at every change. */
export function selectChanged(changed, { sources, vitest, playwright, programs }) {
  return {
    checks: ['format', 'lint', 'types'].filter((name) => name === 'format' || sources.length > 0),
    files: { format: changed, lint: sources },
    vitest: [...new Set(['test/house/', ...vitest])],
    long: programs,
    build: sources.length > 0,
    playwright,
    grep: undefined,
  };
}
