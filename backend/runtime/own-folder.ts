import { chmod, mkdir, readdir, stat } from 'node:fs/promises';

/** What a backend puts into its data folder; a folder with anything else in it is not ours to close. */
const ownNames: readonly string[] = [
  'backend.json',
  'backend.lock',
  'database',
  'log.key',
  'media',
  'operator.token',
  'rescue.key',
];

/**
 * Makes the data folder, or takes one that is there: prompts, verdicts and keys are in it, so only this person may enter.
 * One that others may enter is closed to them when it is empty or a backend's; any other is refused.
 * @throws with a sentence for the person at the terminal.
 */
export async function openOwnFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Windows keeps no such bits: a folder in the person's own profile is theirs alone there.
  if (process.getuid === undefined) return;
  const { uid, mode } = await stat(folder);
  if (uid !== process.getuid())
    throw new Error(
      `The data folder ${folder} belongs to another user, who could read all in it. Name one of your own with --data.`,
    );
  if ((mode & 0o077) === 0) return;
  const names = await readdir(folder);
  if (!names.every((name) => ownNames.includes(name)))
    throw new Error(
      `Others may enter the data folder ${folder}, and it holds more than a backend's data. ` +
        `Nothing was written. Close it with "chmod 700 ${folder}", or name another with --data.`,
    );
  await chmod(folder, 0o700);
}
