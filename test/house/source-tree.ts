import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** One file of the project as git knows it (new files that are not ignored count). */
export type SourceFile = {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
};

export function listFiles(): readonly string[] {
  const out = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return out.split('\n').filter((path) => path !== '' && existsSync(join(root, path)));
}

export function readSources(match: RegExp): readonly SourceFile[] {
  return listFiles()
    .filter((path) => match.test(path))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return { path, text, lines: text.split('\n') };
    });
}

/** Every module that a file imports or starts as a worker: project files as paths from the root, packages by name. */
export function importsOf(file: SourceFile): readonly string[] {
  const found = file.text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^;]*?from\s+["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)|(?:^|\n)import\s+["']([^"']+)["']|new URL\(\s*["'](\.[^"']+\.tsx?)["']/g,
  );
  return [...found].map((match) => {
    const name = match[1] ?? match[2] ?? match[3] ?? match[4] ?? '';
    return name.startsWith('.') ? relative(root, resolve(root, dirname(file.path), name)) : name;
  });
}
