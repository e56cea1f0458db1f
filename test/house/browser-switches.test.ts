import { chromium } from '@playwright/test';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { disableUnused, playwrightDisables } from '../helpers/browser-switches.ts';

const mark = '--disable-features=';

/** The switches that Playwright starts a browser with, told by a program in the browser's place. */
async function switchesOf(args: readonly string[]): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'second-look-switches-'));
  try {
    const program = join(folder, 'browser.sh');
    const told = join(folder, 'switches.txt');
    await writeFile(program, `#!/bin/sh\nprintf '%s\\n' "$@" > '${told}'\nexit 1\n`);
    await chmod(program, 0o755);
    const starting = chromium.launch({ executablePath: program, args: [...args] });
    await expect(starting).rejects.toThrow('browser');
    return (await readFile(told, 'utf8')).split('\n').filter((line) => line.startsWith(mark));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('what Playwright switches off in a browser is switched off in ours too', async () => {
  const lists = await switchesOf([]);
  expect(lists.map((list) => list.slice(mark.length).split(','))).toEqual([playwrightDisables]);
  // The last list is the one that Chromium takes.
  expect((await switchesOf([disableUnused])).at(-1)).toBe(disableUnused);
});
