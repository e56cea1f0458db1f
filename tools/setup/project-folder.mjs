import { projectDir } from './project.mjs';
import { Stop } from './step.mjs';

/**
 * Characters in a path that the build's tools can't read files behind: `#` and `?` end a file's name in an import, `:` (`;`
 * on Windows) ends a folder in PATH, and a line break or backslash ends or changes a name in messages.
 */
const unreadable = {
  '#': '"#"',
  '?': '"?"',
  '\\': '"\\"',
  '\n': 'a line break',
  '\r': 'a line break',
};
/** Unix sockets and many tools end at fewer characters than a file system does. */
const longestPath = 1000;

/** Why the project can't be built in this folder, as a sentence; null where it can. */
export function folderTrouble(folder, platform = process.platform) {
  const signs = { ...unreadable, ...(platform === 'win32' ? { ';': '";"' } : { ':': '":"' }) };
  if (platform === 'win32') delete signs['\\'];
  const rest = platform === 'win32' ? folder.replace(/^[A-Za-z]:/u, '') : folder;
  const found = [...new Set([...rest].flatMap((sign) => signs[sign] ?? []))];
  if (found.length > 0)
    return `This folder's path has ${found.join(' and ')} in it, which the build can't read`;
  if (rest.length > longestPath)
    return `This folder's path is longer than ${longestPath} characters`;
  return null;
}

/** Step: the folder is one that can be worked in. */
export async function checkFolder(folder = projectDir) {
  const trouble = folderTrouble(folder);
  if (trouble !== null) {
    throw new Stop(
      `${trouble}: ${JSON.stringify(folder)}. Nothing was installed or changed. ` +
        'Move or rename the folder (letters of any script, digits, blanks, dots and dashes are fine) and run the command again.',
    );
  }
  return { summary: folder };
}
