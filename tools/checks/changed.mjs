import { capture } from '../setup/child.mjs';
import { projectDir } from '../setup/project.mjs';
import { Stop } from '../setup/step.mjs';
import { importersOf, reaching } from './import-graph.mjs';

/** Pages that only tests open: a spec of the folder is touched by what its page reaches. */
const pages = [
  { specs: 'test/app/ui/', page: 'test/app/ui/page/' },
  { specs: 'test/app/player/', page: 'test/app/player/harness/' },
  { specs: 'test/app/measuring/', page: 'test/app/measuring/harness/' },
];

/** The whole desk is in reach of nearly every file: which of its specs a room is watched by, is chosen here. */
const watchedBy = [
  [/^(main\/app|preload)\//, ['shell']],
  [/^(main\/app\/desk-key|renderer\/protection)\//, ['lock']],
  [/^(main\/data-service\/(outbox|network|cache)|shared\/contract)\//, ['offline', 'troubles']],
  [/^(main\/data-service|renderer|renderer\/case|renderer\/verdict|backend)\//, ['review']],
  [/^main\/data-service\/travel\//, ['travel']],
  [/^renderer\/(lanes|player|workers)\//, ['exact-lanes']],
  [/^(shared\/media-time|main\/data-service\/evidence)\//, ['exact-lanes']],
  [/^main\/data-service\/media-store\//, ['canary']],
  [/^test\/(app\/)?helpers\//, ['review']],
];

/** Minutes long each: left to the whole run, unless they were changed themselves. */
const long = [
  'test/app/player/drift.spec.ts',
  'test/app/player/fuzz.spec.ts',
  'test/app/player/listening.spec.ts',
  'test/app/player/weak-machine.spec.ts',
  'test/app/measuring/faces-and-sync.spec.ts',
  'test/app/measuring/odd-clips.spec.ts',
  'test/app/measuring/own-models.spec.ts',
];

/** Files that differ from this commit, and new ones: paths from the project's root. */
export async function changedSince(ref) {
  const git = async (...args) => {
    const { code, output } = await capture('git', args, { cwd: projectDir });
    if (code !== 0) throw new Stop(`git can't say what changed since "${ref}": ${output.trim()}`);
    return output.split('\n').filter(Boolean);
  };
  const [base] = await git('merge-base', ref, 'HEAD');
  return [
    ...new Set([
      ...(await git('diff', '--name-only', '--diff-filter=d', base)),
      ...(await git('ls-files', '--others', '--exclude-standard')),
    ]),
  ];
}

/**
 * What these changed files touch: files for the formatter and the linter, tests for Vitest and Playwright, and what is
 * left out, in words.
 */
export function touchedBy(changed, importers = importersOf(projectDir)) {
  const sources = changed.filter((file) => importers.has(file));
  const touched = [...reaching(importers, sources)];
  const isTouched = (file) =>
    touched.includes(file) ||
    pages.some(
      ({ specs, page }) => file.startsWith(specs) && touched.some((one) => one.startsWith(page)),
    );
  const watching = watchedBy
    .filter(([room]) => changed.some((file) => room.test(file)))
    .flatMap(([, names]) => names.map((name) => `test/app/${name}.spec.ts`));
  const isOfPage = (file) => pages.some(({ specs }) => file.startsWith(specs));
  const specs = [...importers.keys()].filter((file) => /^test\/app\/.*\.spec\.ts$/.test(file));
  const playwright = specs.filter(
    (file) =>
      changed.includes(file) ||
      watching.includes(file) ||
      (isOfPage(file) && isTouched(file) && !long.includes(file)),
  );
  const programs = ['simulation', 'kill'].filter((name) =>
    changed.some((file) => file.startsWith(`test/${name}/`)),
  );
  const isTest = (file) => /^test\/(?!app\/).*\.test\.tsx?$/.test(file);
  return {
    sources,
    vitest: touched.filter(isTest),
    playwright,
    programs,
    leftOut: [
      ...['simulation', 'kill'].filter((name) => !programs.includes(name)),
      ...specs.filter((file) => isTouched(file) && !playwright.includes(file)),
    ],
  };
}
