import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Stop } from './step.mjs';
import { hasDisplay, isInPath } from './system-libraries.mjs';

const startTimeoutMs = 15_000;

/** Puts a program under the kernel's care: it ends even when this process is killed outright. */
export function tiedToUs(command, args) {
  const canTie = process.platform === 'linux' && isInPath('setpriv');
  return canTie ? ['setpriv', ['--pdeathsig', 'TERM', command, ...args]] : [command, args];
}

/** Starts Xvfb on a free display number; `end` stops it. */
export function startVirtualDisplay(size = '1280x800x24') {
  const wanted = ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp'];
  const [command, args] = tiedToUs('Xvfb', wanted);
  return new Promise((resolve, reject) => {
    // A group of its own: Ctrl-C in the terminal must not take the display before the app.
    const options = { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], detached: true };
    const child = spawn(command, args, options);
    const fail = (why) => reject(new Stop(`The virtual display (Xvfb) did not start: ${why}.`));
    const timer = setTimeout(() => fail('no answer in 15 s'), startTimeoutMs);
    const end = () => child.kill('SIGTERM');
    process.once('exit', end);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`exit code ${code}`));
    // Number and newline come as two writes, and Xvfb dies when it can't finish the second one.
    createInterface({ input: child.stdio[3] }).once('line', (number) => {
      clearTimeout(timer);
      child.stdio[3].destroy();
      child.unref();
      resolve({ display: `:${number.trim()}`, end });
    });
  });
}

/**
 * Step: the display of this session, or virtual ones. Gives the variables for the app; of several virtual displays each
 * is for one desk at a time, since a display has one focus.
 */
export async function prepareDisplay(size, count = 1) {
  if (hasDisplay()) return { summary: 'this session has one', value: { env: {}, virtual: false } };
  const started = await Promise.all(Array.from({ length: count }, () => startVirtualDisplay(size)));
  const names = started.map(({ display }) => display);
  return {
    summary: `none here, so ${count === 1 ? 'a virtual one is' : `${count} virtual ones are`} used (Xvfb ${names.join(', ')})`,
    value: {
      env: { DISPLAY: names[0], SECOND_LOOK_DISPLAYS: names.join(',') },
      virtual: true,
      end: () => started.forEach(({ end }) => end()),
    },
  };
}
