const debuggingSwitches = [
  '--remote-debugging-port',
  '--remote-debugging-pipe',
  '--remote-allow-origins',
  '--inspect',
  '--inspect-brk',
  '--inspect-port',
  '--inspect-wait',
  '--js-flags',
  '--load-extension',
  '--disable-web-security',
];

/**
 * The switch that would let another program look into or steer the desk, if there is one. No fuse turns
 * these off, so the packaged app refuses to start with them.
 */
export function forbiddenSwitch(argv: readonly string[]): string | undefined {
  return argv
    .map((argument) => argument.split('=', 1)[0] ?? '')
    .find((name) => debuggingSwitches.includes(name.toLowerCase().replaceAll('_', '-')));
}
