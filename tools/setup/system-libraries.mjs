import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { capture, lastLines } from './child.mjs';
import { installCommand, packageFamily, parseOsRelease } from './distro.mjs';
import { Stop } from './step.mjs';

/** Whether a program is in PATH. */
export function isInPath(name, path = process.env.PATH ?? '') {
  return path.split(delimiter).some((dir) => {
    try {
      accessSync(join(dir, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The libraries that the loader cannot find, from the output of `ldd`. */
export function missingLibraries(lddOutput) {
  const names = [...lddOutput.matchAll(/^\s*(\S+) => not found$/gm)].map(([, name]) => name);
  return [...new Set(names)];
}

/** Whether this session has a display of its own. */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

async function findMissing(electronPath) {
  const { output } = await capture('ldd', [electronPath]);
  const libraries = missingLibraries(output);
  const missing = [];
  if (libraries.length > 0) missing.push('libraries');
  if (!hasDisplay() && !isInPath('Xvfb')) missing.push('xvfb');
  if (!isInPath('ffmpeg') || !isInPath('ffprobe')) missing.push('ffmpeg');
  return { missing, libraries };
}

/** How to become root: directly, by passwordless sudo, or not at all. */
async function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  const { code } = await capture('sudo', ['-n', 'true']);
  return code === 0 ? ['sudo', '-n'] : undefined;
}

async function installWithApt(prefix, command) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = ([first, ...rest]) => capture(first, rest, { env });
  const first = await run([...prefix, ...command]);
  if (first.code === 0) return first;
  // A bare machine knows no packages until it has asked once.
  await run([...prefix, 'apt-get', 'update', '-qq']);
  return run([...prefix, ...command]);
}

function describe({ missing, libraries }) {
  const words = { libraries: libraries.join(', '), xvfb: 'Xvfb (virtual display)' };
  return missing.map((what) => words[what] ?? what).join(', ');
}

function withoutFfmpeg(found) {
  return { ...found, missing: found.missing.filter((what) => what !== 'ffmpeg') };
}

const ffmpegHint = 'without ffmpeg, clips such as HEVC get no review copy';

function waysOut(found, release, failure) {
  const command = installCommand(release, found.missing);
  const how = command
    ? `Install it with:\n\n  ${process.getuid?.() === 0 ? '' : 'sudo '}${command.join(' ')}\n`
    : 'Install it with the package manager of this system.';
  return `${failure}This machine lacks ${describe(found)}. ${how}\nThen run the command again.`;
}

/** Step: finds what the system lacks for this Electron; installs it where that is allowed. */
export async function checkSystemLibraries(say, electronPath) {
  if (process.platform !== 'linux') return { summary: 'nothing to check on this system' };
  const found = await findMissing(electronPath);
  if (found.missing.length === 0) return { summary: 'complete' };

  const release = existsSync('/etc/os-release')
    ? parseOsRelease(readFileSync('/etc/os-release', 'utf8'))
    : {};
  const prefix = packageFamily(release) === 'apt' ? await rootPrefix() : undefined;
  const needed = withoutFfmpeg(found);
  if (!prefix) {
    if (needed.missing.length === 0) return { summary: `complete, but ${ffmpegHint}` };
    throw new Stop(waysOut(found, release, ''));
  }
  const command = installCommand(release, found.missing);
  say(`missing: ${describe(found)}. Running: ${[...prefix, ...command].join(' ')}`);
  const { code, output } = await installWithApt(prefix, command);
  const still = withoutFfmpeg(await findMissing(electronPath));
  if (still.missing.length > 0) {
    throw new Stop(waysOut(still, release, `${lastLines(output)}\n\n`));
  }
  return { summary: code === 0 ? 'installed' : `complete, but ${ffmpegHint}` };
}
