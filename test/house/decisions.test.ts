import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSources, root } from './source-tree.ts';

const folder = 'docs/decisions';
const status =
  /^- Status: (?:accepted|superseded(?: in part)? by (?:\[\d+\]\([\w.-]+\)(?: and |$))+)$/;

/** What is wrong with the first lines of a decision, in words; nothing when they follow the template. */
function wrongHeads(name: string, text: string): string[] {
  const number = Number(/^(\d{4})-[a-z0-9-]+\.md$/.exec(name)?.[1] ?? 'NaN');
  const [title = '', blank = '', date = '', state = '', blankToo = ''] = text.split('\n');
  const successors = [...state.matchAll(/\[(\d+)\]\(([\w.-]+)\)/g)].map(
    ([, no = '', file = '']) => ({
      no: Number(no),
      file,
    }),
  );
  const checks: readonly (readonly [boolean, string])[] = [
    [!Number.isNaN(number), 'its name is not NNNN-title.md'],
    [title.startsWith(`# ${number}. `), `its first line is not "# ${number}. Title"`],
    [/^- Date: \d{4}-\d{2}-\d{2}$/.test(date), 'its third line is not "- Date: YYYY-MM-DD"'],
    [status.test(state), 'its fourth line is no status'],
    [blank === '' && blankToo === '', 'a blank line is missing around date and status'],
    ...successors.flatMap(({ no, file }): [boolean, string][] => [
      [existsSync(join(root, folder, file)), `its successor ${file} is not there`],
      [Number(file.slice(0, 4)) === no && no > number, `its successor is not a later ${no}`],
    ]),
  ];
  return checks.flatMap(([isRight, words]) => (isRight ? [] : [`${name}: ${words}`]));
}

const decisions = readSources(/^docs\/decisions\//).map(({ path, text }) => ({
  name: path.slice(folder.length + 1),
  text,
}));

test('every decision has a number, a title, a date and a status; what takes its place exists', () => {
  expect(decisions.length).toBeGreaterThan(60);
  expect(decisions.flatMap(({ name, text }) => wrongHeads(name, text))).toEqual([]);
});

test('no two decisions have the same number', () => {
  const numbers = decisions.map(({ name }) => name.slice(0, 4));
  expect(numbers.filter((one, at) => numbers.indexOf(one) !== at)).toEqual([]);
});

const heads = '# 7. A\n\n- Date: 2026-11-22\n';
test.each([
  ['# A\n\n- Date: 2026-11-22\n- Status: accepted\n\nText', 'its first line is not "# 7. Title"'],
  ['# 7. A\n\n- Status: accepted\n\nText', 'its third line is not "- Date: YYYY-MM-DD"'],
  [`${heads}- Status: superseded\n\nText`, 'its fourth line is no status'],
  [
    `${heads}- Status: superseded by [9](0009-gone.md)\n\nText`,
    'successor 0009-gone.md is not there',
  ],
  [
    `${heads}- Status: superseded by [1](0001-one-call-layer.md)\n\nText`,
    'its successor is not a later 1',
  ],
  [`${heads}- Status: accepted\nText`, 'a blank line is missing around date and status'],
])('%j is found', (text, words) => {
  expect(wrongHeads('0007-a.md', text).join()).toContain(words);
});
