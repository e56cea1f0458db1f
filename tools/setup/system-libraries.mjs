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

/** Whether the programs and the model are there by which the backend looks for asked words in a clip's sound. */
function hasSpeechTools() {
  const model = '/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict';
  return isInPath('pocketsphinx_batch') && isInPath('espeak-ng') && existsSync(model);
}

/** Where the tests of the page look for a browser. */
export const chromiumPath = process.env.SECOND_LOOK_CHROMIUM ?? '/usr/bin/chromium';

async function findMissing(electronPath, isForTests) {
  const { output } = await capture('ldd', [electronPath]);
  const libraries = missingLibraries(output);
  const missing = [];
  if (libraries.length > 0) missing.push('libraries');
  if (!hasDisplay() && !isInPath('Xvfb')) missing.push('xvfb');
  if (!isInPath('ffmpeg') || !isInPath('ffprobe')) missing.push('ffmpeg');
  if (isForTests && !existsSync(chromiumPath)) missing.push('chromium');
  if (!hasSpeechTools()) missing.push('speech');
  return { missing, libraries };
}

/** How to become root: directly, by passwordless sudo, or not at all. */
async function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  const { code } = await capture('sudo', ['-n', 'true']);
  return code === 0 ? ['sudo', '-n'] : undefined;
}

/** What is needed comes first and by itself: a package that a release does not have stops nothing else. */
function commandsFor(release, missing) {
  const groups = [
    missing.filter((what) => what !== 'speech'),
    missing.filter((what) => what === 'speech'),
  ];
  return groups.flatMap((group) => {
    const command = installCommand(release, group);
    return command ? [command] : [];
  });
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
  const words = {
    libraries: libraries.join(', '),
    xvfb: 'Xvfb (virtual display)',
    speech: 'pocketsphinx and espeak-ng',
  };
  return missing.map((what) => words[what] ?? what).join(', ');
}

/** What the desk runs without, and what is lost then. */
const hints = {
  ffmpeg: 'without ffmpeg, clips such as HEVC get no review copy',
  speech: 'without pocketsphinx and espeak-ng, asked words are not checked in the sound',
  chromium: 'without Chromium, the tests of the page are skipped',
};

function onlyNeeded(found) {
  return { ...found, missing: found.missing.filter((what) => !(what in hints)) };
}

function summaryOf(found) {
  const lost = found.missing.flatMap((what) => hints[what] ?? []);
  return lost.length === 0 ? 'complete' : `complete, but ${lost.join('; ')}`;
}

function waysOut(found, release, failure) {
  const command = installCommand(release, found.missing);
  const how = command
    ? `Install it with:\n\n  ${process.getuid?.() === 0 ? '' : 'sudo '}${command.join(' ')}\n`
    : 'Install it with the package manager of this system.';
  return `${failure}This machine lacks ${describe(found)}. ${how}\nThen run the command again.`;
}

/** Step: finds what the system lacks for this Electron; installs it where that is allowed. */
export async function checkSystemLibraries(say, electronPath, isForTests = false) {
  if (process.platform !== 'linux') return { summary: 'nothing to check on this system' };
  const found = await findMissing(electronPath, isForTests);
  if (found.missing.length === 0) return { summary: 'complete' };

  const release = existsSync('/etc/os-release')
    ? parseOsRelease(readFileSync('/etc/os-release', 'utf8'))
    : {};
  const prefix = packageFamily(release) === 'apt' ? await rootPrefix() : undefined;
  const commands = commandsFor(release, found.missing);
  if (!prefix || commands.length === 0) {
    if (onlyNeeded(found).missing.length === 0) return { summary: summaryOf(found) };
    throw new Stop(waysOut(found, release, ''));
  }
  let output = '';
  for (const command of commands) {
    say(`missing: ${describe(found)}. Running: ${[...prefix, ...command].join(' ')}`);
    ({ output } = await installWithApt(prefix, command));
  }
  const still = await findMissing(electronPath, isForTests);
  if (onlyNeeded(still).missing.length > 0) {
    throw new Stop(waysOut(onlyNeeded(still), release, `${lastLines(output)}\n\n`));
  }
  return { summary: still.missing.length === 0 ? 'installed' : summaryOf(still) };
}
