import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A secret to look for, with the words by which a test names it. */
export type Canary = { readonly name: string; readonly bytes: Buffer };

/** The forms in which bytes or a text may lie on a disk. */
export function formsOf({ name, bytes }: Canary): readonly Canary[] {
  const text = bytes.toString('utf8');
  const isText = Buffer.from(text, 'utf8').equals(bytes);
  // In base64 a text looks different by where it starts: the middle of each of three ways is looked for.
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(4, -4),
  );
  return [
    { name, bytes },
    ...(isText ? [{ name: `${name} (UTF-16)`, bytes: Buffer.from(text, 'utf16le') }] : []),
    { name: `${name} (hex)`, bytes: Buffer.from(bytes.toString('hex')) },
    ...base64.map((form) => ({ name: `${name} (base64)`, bytes: Buffer.from(form) })),
  ];
}

/** Where in these folders a secret lies, in any form: `name in path`. Also looks at the names of files. */
export function findOnDisk(
  folders: readonly string[],
  canaries: readonly Canary[],
  isLookedAt: (path: string) => boolean = () => true,
): readonly string[] {
  const forms = canaries.flatMap(formsOf);
  return folders
    .flatMap((folder) => filesIn(folder))
    .filter(isLookedAt)
    .flatMap((path) => {
      const content = Buffer.concat([Buffer.from(`${path}\n`), read(path)]);
      return forms
        .filter(({ bytes }) => content.includes(bytes))
        .map(({ name }) => `${name} in ${path}`);
    });
}

function filesIn(folder: string): readonly string[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    const path = join(folder, name);
    try {
      const state = lstatSync(path);
      return state.isDirectory() ? filesIn(path) : state.isFile() ? [path] : [];
    } catch {
      return [];
    }
  });
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}
