import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './source-tree.ts';

/** Cells of a row of a table in Markdown; a bar after a backslash is a character. */
const cellsOf = (row: string) => row.split(/(?<!\\)\|/).length - 2;

test('every row of a table in the documents has as many cells as the head of its table', () => {
  const texts = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
  const torn = texts.flatMap((name) => {
    const lines = readFileSync(join(root, 'docs', name), 'utf8').split('\n');
    let head: number | null = null;
    return lines.flatMap((line, at) => {
      if (!line.startsWith('|')) head = null;
      else head ??= cellsOf(line);
      return head !== null && cellsOf(line) !== head ? [`${name}:${at + 1}`] : [];
    });
  });
  expect(torn).toEqual([]);
});

test('docs/security.md says of each stranger what stops them and what does not', () => {
  const text = readFileSync(join(root, 'docs/security.md'), 'utf8');
  const [, table = ''] = /## From whom, and how far\n([\s\S]*?)\n## /.exec(text) ?? [];
  const rows = table.split('\n').filter((line) => line.startsWith('|'));
  expect(rows.length).toBeGreaterThanOrEqual(10);
  for (const who of ['maker of a clip', 'page taken over', 'disk', 'another user', 'backend'])
    expect(rows.some((row) => row.split('|')[1]?.includes(who))).toBe(true);
});
