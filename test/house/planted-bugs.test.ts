import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { occurrences } from './planted/planted-bug.ts';
import { plantedBugs } from './planted/planted-bugs.ts';
import { root } from './source-tree.ts';

test('every planted bug still has its one place in the code, and tests that are there', () => {
  const wrong = plantedBugs.flatMap(({ name, file, from, to, tests }) => {
    const text = existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '';
    const missing = tests.filter((path) => !existsSync(join(root, path)));
    return occurrences(text, from) === 1 && from !== to && tests.length > 0 && missing.length === 0
      ? []
      : [`${name}: ${file} ${missing.join(' ')}`];
  });
  expect(wrong).toEqual([]);
});

test('every one of the twenty invariants has a planted bug', () => {
  const broken = new Set(plantedBugs.map(({ breaks }) => breaks));
  const all = Array.from({ length: 20 }, (_, n) => n + 1);
  expect(all.filter((number) => !broken.has(number))).toEqual([]);
});

test('docs/security.md names every planted bug', () => {
  const text = readFileSync(join(root, 'docs/security.md'), 'utf8').replaceAll(/\s+/g, ' ');
  expect(plantedBugs.filter(({ name }) => !text.includes(name)).map(({ name }) => name)).toEqual(
    [],
  );
});
