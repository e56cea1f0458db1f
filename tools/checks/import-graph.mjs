import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';

const rooms = ['backend', 'main', 'preload', 'renderer', 'shared', 'test', 'tools'];
const isSource = (name) => /\.(ts|tsx|mjs)$/.test(name);
/** Imports, and programs that are started by the path of their source. */
const relativePath = /['"](\.{1,2}\/[^'"\n]+\.(?:ts|tsx|mjs))['"]/g;

/** Every source file of the project, as paths from its root with `/`. */
function sourceFiles(projectDir) {
  return rooms
    .filter((room) => existsSync(join(projectDir, room)))
    .flatMap((room) =>
      readdirSync(join(projectDir, room), { recursive: true, encoding: 'utf8' })
        .filter((name) => isSource(name) && !name.includes('node_modules'))
        .map((name) => posix.join(room, name.split(sep).join('/'))),
    );
}

/** Who names whom: for each file the files that import it or start it. */
export function importersOf(projectDir) {
  const files = sourceFiles(projectDir);
  const importers = new Map(files.map((file) => [file, new Set()]));
  for (const file of files) {
    const text = readFileSync(join(projectDir, file), 'utf8');
    for (const [, path] of text.matchAll(relativePath))
      importers.get(posix.join(posix.dirname(file), path))?.add(file);
  }
  return importers;
}

/** The files themselves and everything that reaches one of them. */
export function reaching(importers, files) {
  const found = new Set(files);
  const next = [...files];
  for (let file = next.pop(); file !== undefined; file = next.pop())
    for (const importer of importers.get(file) ?? [])
      if (!found.has(importer)) {
        found.add(importer);
        next.push(importer);
      }
  return found;
}
