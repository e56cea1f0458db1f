import { expect, test } from 'vitest';
import { checkFolder, folderTrouble } from '../../../../tools/setup/project-folder.mjs';

test.each([
  ['a number sign', '/home/a/second#look', '"#"'],
  ['a question mark', '/home/what?/second-look', '"?"'],
  ['a colon', '/home/a:b', '":"'],
  ['a backslash', '/home/a\\b', '"\\"'],
  ['a line break', '/home/a\nb', 'a line break'],
  ['two of them', '/home/#1?/#2', '"#" and "?"'],
])('a folder with %s in its path is not built in', (_, folder, sign) => {
  expect(folderTrouble(folder, 'linux')).toBe(
    `This folder's path has ${sign} in it, which the build can't read`,
  );
});

test.each([
  '/home/a b',
  '/home/100%',
  '/home/a%20b',
  "/home/a'b",
  '/home/a"b',
  '/home/a[b]',
  '/home/a(b)',
  '/home/a{b,c}',
  '/home/aüb字🎬',
  '/home/a&b;c',
  '/home/a$HOME',
  '/home/a!b',
  '/home/a*b',
])('%s is a folder like any other', (folder) => {
  expect(folderTrouble(folder, 'linux')).toBeNull();
});

test('on Windows a drive is no fault, a semicolon is', () => {
  expect(folderTrouble('C:\\Users\\a\\second-look', 'win32')).toBeNull();
  expect(folderTrouble('C:\\Users\\a;b', 'win32')).toContain('";"');
});

test('a very long path is told by its length', () => {
  expect(folderTrouble(`/${'long/'.repeat(100)}`, 'linux')).toBeNull();
  expect(folderTrouble(`/${'long/'.repeat(300)}`, 'linux')).toContain('longer than 1000');
});

test('the step says what is safe and what to do, and names the folder in one line', async () => {
  const said = await checkFolder('/tmp/a#b\nc').catch((error: unknown) => String(error));
  expect(said).toContain(
    '"/tmp/a#b\\nc". Nothing was installed or changed. Move or rename the folder',
  );
  expect(said).not.toContain('\n');
});
