import { expect, test } from 'vitest';
import { readSources } from './source-tree.ts';
import { bareTexts, namesOfFreeText } from './texts-of-others.ts';

const names = namesOfFreeText();

/** Names that also hold words of our own: where a component draws one bare, it says here whose words they are. */
const ours: Readonly<Record<string, string>> = {
  'renderer/case/asked/asked-part.tsx title': 'a sentence of ours about a mark',
  'renderer/case/context/scores-table.tsx name': 'the name of a table',
  'renderer/case/evidence/result-facts.tsx value': 'a number',
  'renderer/case/evidence/sync-facts.tsx name': 'the number of a face',
  'renderer/case/stage/face-boxes.tsx name': 'the number of a face',
  'renderer/journal/journal-screen.tsx name': 'a file name that this desk made',
  'renderer/player/view/player-switch.tsx name': 'the name of a switch',
  'renderer/settings/about-part.tsx version': 'the version of this desk',
  'renderer/settings/key-line.tsx name': 'the name of a command',
  'renderer/stats/count-bars.tsx title': 'the name of a table',
  'renderer/stats/key-figure.tsx name': 'the name of a figure',
  'renderer/stats/key-figure.tsx value': 'a figure',
  'renderer/stats/key-figure.tsx note': 'a sentence of ours about a figure',
  'renderer/stats/statistics-screen.tsx name': 'a file name that this desk made',
  'renderer/ui/foreign-text.tsx text': 'the one component itself',
  'renderer/ui/foreign-text.tsx name': 'the name of a mark',
  'renderer/ui/notice.tsx title': 'where a notice is used, its title is looked at',
  'renderer/ui/panel.tsx title': 'where a panel is used, its title is looked at',
  'renderer/ui/sign-button.tsx name': 'the name of a control',
  'renderer/ui/text-input.tsx description': 'where a field is used, its description is looked at',
};

test('the names of free text are read from the contracts', () => {
  expect([...names]).toEqual(
    expect.arrayContaining(['prompt', 'note', 'title', 'displayName', 'reasonDetail', 'message']),
  );
});

test('every text that others wrote goes through the one component that shows what is hidden', () => {
  const bare = readSources(/^renderer\/.*\.tsx$/)
    .flatMap((file) => bareTexts(file, names))
    .filter(({ path, name }) => !(`${path} ${name}` in ours));
  expect(bare.map(({ path, line, name }) => `${path}:${line} ${name}`)).toEqual([]);
});

test.each([
  ['a field', '<p>{fault.message}</p>'],
  ['a field behind a condition', '<p>{fault !== null && <i>{fault.message}</i>}</p>'],
  ['one of two', '<p>{isShort ? "" : finding.note}</p>'],
  ['within a sentence of ours', '<p>{t("asked.by", { author: given.prompt })}</p>'],
  ['within a template', '<p>{`${row.title}: ${n}`}</p>'],
  ['of a list', '<ul>{all.map((one) => one.title)}</ul>'],
  ['cut short', '<p>{note.trim()}</p>'],
  ['a tooltip', '<p title={lane.note} />'],
  ['what a screen reader says', '<p aria-label={row.title} />'],
])('%s drawn bare is found', (_, jsx) => {
  const text = `export const A = () => ${jsx};`;
  expect(bareTexts({ path: 'a.tsx', text, lines: [text] }, names)).toHaveLength(1);
});

test.each([
  '<ForeignText text={fault.message} />',
  '<p title={plainText(lane.note)} />',
  '<p key={row.title}>{row.title === "" && 3}</p>',
])('%s is not', (jsx) => {
  const text = `export const A = () => ${jsx};`;
  expect(bareTexts({ path: 'a.tsx', text, lines: [text] }, names)).toEqual([]);
});

test('the list of our own words names only places that are there', () => {
  const found = new Set(
    readSources(/^renderer\/.*\.tsx$/).flatMap((file) =>
      bareTexts(file, names).map(({ path, name }) => `${path} ${name}`),
    ),
  );
  expect(Object.keys(ours).filter((place) => !found.has(place))).toEqual([]);
});
