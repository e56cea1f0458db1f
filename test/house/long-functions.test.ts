import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../helpers/desk.ts';
import { longFunctions, mostLinesOfFunction } from './long-functions.ts';
import { root } from './source-tree.ts';

const report = z.object({
  diagnostics: z.array(z.object({ message: z.string(), filename: z.string() })),
});

test('the list of long functions names only files that have one, with its true length', () => {
  const config = join(temporaryFolder(), 'lint.json');
  const rule = ['error', { max: mostLinesOfFunction, skipBlankLines: true, skipComments: true }];
  const categories = { correctness: 'off' };
  writeFileSync(config, JSON.stringify({ categories, rules: { 'max-lines-per-function': rule } }));
  const found = new Map<string, number>();
  for (const { message, filename } of linted(config, Object.keys(longFunctions))) {
    const lines = Number(/\((\d+)\)/.exec(message)?.[1]);
    found.set(filename, Math.max(lines, found.get(filename) ?? 0));
  }
  expect(Object.fromEntries(found)).toEqual(longFunctions);
});

function linted(config: string, files: readonly string[]) {
  const program = join(root, 'node_modules/oxlint/bin/oxlint');
  const args = [program, '--config', config, '--format', 'json', ...files];
  try {
    return report.parse(
      JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' })),
    ).diagnostics;
  } catch (error) {
    // It ends with a failure when it finds something; what it found is on its output all the same.
    const { stdout } = z.object({ stdout: z.string() }).parse(error);
    return report.parse(JSON.parse(stdout)).diagnostics;
  }
}
