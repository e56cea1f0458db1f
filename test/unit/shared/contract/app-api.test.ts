import { expect, test } from 'vitest';
import { appApi, defaultPreferences, preferences } from '../../../../shared/contract/app-api.ts';

const named = (suggestedName: string) =>
  appApi.calls.saveFile.input.safeParse({ suggestedName, text: 'x' }).success;

test('a page can suggest the names of exports, and of nothing that a system would run or hide', () => {
  for (const name of [
    'second-look-journal-2026-11-30.jsonl',
    'second-look-summary-2026-11-01-to-2026-11-30.csv',
    'findings-case-1 (draft).vtt',
    'findings-a.b.eaf',
    'findings_1.edl',
  ])
    expect([name, named(name)]).toEqual([name, true]);
  for (const name of [
    '..',
    '.',
    '.bashrc',
    'run.sh',
    'setup.exe',
    'a.desktop',
    'a.bat',
    'a.html',
    'a.lnk',
    'a.csv.exe',
    'a.csv ',
    'a.csv.',
    '../a.csv',
    'a/b.csv',
    'a\\b.csv',
    'C:a.csv',
    'a.CSV.scr',
    'a.csv\n',
    '-rf.csv',
    '',
    'csv',
    'a\0.csv',
    'a\u202evsc.exe',
    ' a.csv',
  ])
    expect([name, named(name)]).toEqual([name, false]);
});

test('preferences of a page are as small as preferences are', () => {
  const withKeys = (keys: unknown) =>
    preferences.safeParse({ ...defaultPreferences, keys }).success;
  expect(withKeys({ 'verdict.save': 'Ctrl+Enter' })).toBe(true);
  expect(withKeys({ 'verdict.save': 'x'.repeat(101) })).toBe(false);
  expect(withKeys({ ['x'.repeat(101)]: 'a' })).toBe(false);
  expect(withKeys(Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`k${n}`, 'a'])))).toBe(
    false,
  );
  const poisoned: unknown = JSON.parse('{"__proto__":{"isAdmin":true},"a":"b"}');
  const parsed = preferences.safeParse({ ...defaultPreferences, keys: poisoned });
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  expect(parsed.success ? (parsed.data.keys as { isAdmin?: boolean }).isAdmin : 'refused').not.toBe(
    true,
  );
});
