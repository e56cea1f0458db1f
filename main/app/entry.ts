// First of all imports: whatever this program and its children write is private from its first byte.
import './runtime/private-files.ts';
import { app, dialog } from 'electron';
import { resolve } from 'node:path';
import { openDesk, showDesk } from './desk.ts';
import {
  invitationVariable,
  parseArguments,
  type LaunchArguments,
} from './runtime/launch-arguments.ts';
import { outliveTerminal, writeLog } from './runtime/log.ts';
import { registerSchemes } from './protocols/schemes.ts';
import { silenceChromium } from './security/contents-guards.ts';
import { withoutCoreDumps } from './security/core-dumps.ts';
import { forbiddenSwitches } from './security/launch-guard.ts';
import { keepKnownVariables } from './security/packed-environment.ts';
import { isPacked } from './security/packed.ts';
import { endOnBugs, endWithSentence } from './runtime/trouble.ts';

outliveTerminal();
const isPackedDesk = isPacked();
if (isPackedDesk) keepKnownVariables(process.env, process.platform);
const forbidden = isPackedDesk ? askedButForbidden() : [];
if (forbidden.length === 0) start();
else refuse(forbidden.join(', '));

function askedButForbidden(): readonly string[] {
  return forbiddenSwitches(process.argv.slice(1), process.platform, (name) =>
    app.commandLine.hasSwitch(name),
  );
}

function refuse(names: string): void {
  writeLog({ event: 'switch-refused', name: names });
  // On Linux this early it goes to the terminal, elsewhere to the screen.
  dialog.showErrorBox(
    'Second Look did not start',
    `It was started with ${names}, which could let another program look into the desk or switch a protection off. ` +
      'Nothing was opened and nothing is lost. Start it without.',
  );
  app.exit(1);
}

function start(): void {
  endOnBugs();
  withoutCoreDumps(process.pid);
  silenceChromium();
  registerSchemes();
  const folder = app.commandLine.getSwitchValue('user-data-dir');
  if (folder) app.setPath('userData', resolve(folder));
  const launch = parseArguments(process.argv, process.env);
  // The programs that this one starts have no use for it.
  delete process.env[invitationVariable];
  if (!launch.ok) return endWithSentence(launch.fault.kind, launch.fault.message);
  if (!app.requestSingleInstanceLock()) {
    writeLog({ event: 'already-open' });
    return app.exit(0);
  }
  app.on('second-instance', showDesk);
  // Not awaited at the top level: that would keep Electron from becoming ready.
  void app.whenReady().then(() => openDesk(launch.value satisfies LaunchArguments, isPackedDesk));
}
