/**
 * What may be asked of a packed desk at its start: where its data are, which backend it begins with, and a few of
 * Chromium's switches that only change how a screen is drawn. An allow-list: Chromium knows some two thousand switches,
 * and each year brings new ones that open a debugger, a log or the sandbox.
 */
const allowedSwitches: ReadonlySet<string> = new Set([
  'user-data-dir',
  'backend',
  'disable-gpu',
  'force-device-scale-factor',
  'ozone-platform',
  'ozone-platform-hint',
]);

/**
 * Switches that need no argument to be set: an environment variable, a policy or the runtime itself may do it. Asked of
 * Chromium's own command line besides.
 */
const neverSet = [
  'no-sandbox',
  'disable-setuid-sandbox',
  'disable-namespace-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-gpu-sandbox',
  'single-process',
  'no-zygote',
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'js-flags',
  'load-extension',
  'disable-web-security',
  'ignore-certificate-errors',
  'host-rules',
  'host-resolver-rules',
  'proxy-server',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'log-net-log',
  'net-log-capture-mode',
  'enable-logging',
  'log-file',
  'auto-open-devtools-for-tabs',
  'enable-automation',
];

/**
 * The names of all switches that a packed desk must not be started with; empty when it may start. Chromium takes one dash
 * like two, upper case like lower on some systems, and a slash on Windows: each is cut off before the name is looked up.
 * Arguments that are no switch do nothing. `hasSwitch` asks Chromium's own command line.
 */
export function forbiddenSwitches(
  args: readonly string[],
  platform: NodeJS.Platform,
  hasSwitch: (name: string) => boolean,
): readonly string[] {
  const asked = args
    .filter((argument) => isSwitch(argument, platform))
    .map(nameOf)
    .filter((name) => !allowedSwitches.has(name));
  return [...new Set([...asked, ...neverSet.filter(hasSwitch)])];
}

/** Blanks before a switch are cut off as Chromium cuts them on Windows; every dash of Unicode counts as one. */
function isSwitch(argument: string, platform: NodeJS.Platform): boolean {
  return (platform === 'win32' ? /^\s*[\p{Dash}/]/u : /^\s*\p{Dash}/u).test(argument);
}

function nameOf(argument: string): string {
  const [name = ''] = argument.replace(/^[\s\p{Dash}/]+/u, '').split('=', 1);
  return name.toLowerCase();
}
