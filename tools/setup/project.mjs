import { homedir } from 'node:os';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project, whatever folder the command was started in. */
export const projectDir = fileURLToPath(new URL('../..', import.meta.url));

/** Folder outside the project for what every clone and worktree can share. */
export function cacheDir(env = process.env, platform = process.platform) {
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'second-look');
  if (platform === 'win32' && env.LOCALAPPDATA) {
    return join(env.LOCALAPPDATA, 'second-look', 'cache');
  }
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'second-look');
  return join(homedir(), '.cache', 'second-look');
}

/** The demo's own data folder, the same at every start. */
export function demoDataDir(env = process.env, platform = process.platform) {
  if (env.XDG_DATA_HOME) return join(env.XDG_DATA_HOME, 'second-look-demo');
  if (platform === 'win32' && env.LOCALAPPDATA) return join(env.LOCALAPPDATA, 'second-look-demo');
  if (platform === 'darwin') {
    return join(homedir(), 'Library', 'Application Support', 'second-look-demo');
  }
  return join(homedir(), '.local', 'share', 'second-look-demo');
}

/** Reads a JSON file of the project. Throws when it is missing or no JSON. */
export function readProjectJson(path) {
  return JSON.parse(readFileSync(join(projectDir, path), 'utf8'));
}
