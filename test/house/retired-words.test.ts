import { expect, test } from 'vitest';
import { retiredWords } from './retired-words.ts';
import { readSources } from './source-tree.ts';

const everywhere = readSources(/\.(tsx?|mjs|css|md|json|yml)$/).filter(
  ({ path }) =>
    path !== 'package-lock.json' &&
    !path.startsWith('test/house/retired-words') &&
    // What was decided, and what changed, is told in the words of its day.
    !path.startsWith('docs/decisions/') &&
    path !== 'CHANGELOG.md',
);

test('no retired word is used again: each thing has one name', () => {
  expect(everywhere.length).toBeGreaterThan(1000);
  const found = everywhere.flatMap(({ path, lines }) =>
    retiredWords
      .filter(({ except }) => !except?.test(path))
      .flatMap(({ retired, now }) =>
        lines.flatMap((line, at) =>
          retired.test(line) ? [`${path}:${at + 1} ${retired.exec(line)?.[0]} is now: ${now}`] : [],
        ),
      ),
  );
  expect(found).toEqual([]);
});

test.each([
  ['type A = Outcome<string>', 'Result'],
  ['return failure("closed")', 'ok, err'],
  ["outcome: 'parked'", 'rejected (desk), deferred (backend)'],
])('%s is found', (line, now) => {
  expect(retiredWords.find(({ retired }) => retired.test(line))?.now).toBe(now);
});

test('the glossary has at most 40 words, in order', () => {
  const [glossary] = readSources(/^docs\/glossary\.md$/);
  const words = (glossary?.lines ?? []).flatMap((line) => {
    const word = /^\| ([a-z][a-z ,]+?) +\|/.exec(line)?.[1];
    return word === undefined || word === 'word' ? [] : [word];
  });
  expect(words.length).toBeGreaterThan(20);
  expect(words.length).toBeLessThanOrEqual(40);
  expect(words.toSorted((a, b) => a.localeCompare(b))).toEqual(words);
});
