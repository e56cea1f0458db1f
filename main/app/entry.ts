import { app } from 'electron';
import { resolve } from 'node:path';
import { openDesk, showDesk } from './desk.ts';
import { parseArguments, type LaunchArguments } from './launch-arguments.ts';
import { outliveTerminal, writeLog } from './log.ts';
import { registerSchemes } from './protocols/schemes.ts';
import { silenceChromium } from './security/contents-guards.ts';
import { forbiddenSwitch } from './security/launch-guard.ts';
import { endOnBugs, endWithSentence } from './trouble.ts';

outliveTerminal();
// Only tests may kill the desk at a step of their choice; its programs inherit what is set here.
if (app.isPackaged) delete process.env['SECOND_LOOK_CRASH_AT'];
const forbidden = app.isPackaged ? forbiddenSwitch(process.argv) : undefined;
if (forbidden === undefined) start();
else {
  writeLog({ event: 'switch-refused', name: forbidden });
  app.exit(1);
}

function start(): void {
  endOnBugs();
  silenceChromium();
  registerSchemes();
  const folder = app.commandLine.getSwitchValue('user-data-dir');
  if (folder) app.setPath('userData', resolve(folder));
  const launch = parseArguments(process.argv);
  if (!launch.ok) return endWithSentence(launch.fault.kind, launch.fault.message);
  if (!app.requestSingleInstanceLock()) {
    writeLog({ event: 'already-open' });
    return app.exit(0);
  }
  app.on('second-instance', showDesk);
  // Not awaited at the top level: that would keep Electron from becoming ready.
  void app.whenReady().then(() => openDesk(launch.value satisfies LaunchArguments));
}
