// `npm start`: sets the machine up, builds, and opens the desk on the demo batch.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runDesk } from './desk/run-desk.mjs';
import { build } from './setup/build.mjs';
import { demoDataDir, projectDir } from './setup/project.mjs';
import { setUpApp, setUpTools, stepCounts } from './setup/set-up.mjs';
import { numberedSteps, runCommand, Stop } from './setup/step.mjs';

const usage = `npm start -- [options]
  --backend URL       another backend than the embedded one
  --invitation-file F enrol this desk by the invitation code in a file (or in SECOND_LOOK_INVITATION)
  --user-data DIR     keep the desk's data here (default: ${demoDataDir()})
  --screen WxHxDEPTH  size of the virtual display, where one is needed`;

function readOptions() {
  const options = {
    backend: { type: 'string' },
    'invitation-file': { type: 'string' },
    'user-data': { type: 'string' },
    screen: { type: 'string' },
    help: { type: 'boolean' },
  };
  if (process.argv.some((argument) => /^--invitation(=|$)/.test(argument))) {
    throw new Stop(
      '--invitation is no more: every user of this machine could read the code. Nothing was sent.\n' +
        'Put it into a file and give --invitation-file FILE, or set SECOND_LOOK_INVITATION.',
    );
  }
  try {
    const { values } = parseArgs({ options });
    return { ...values, invitation: codeIn(values['invitation-file']) };
  } catch (error) {
    throw new Stop(`${error.message}\n\n${usage}`);
  }
}

function codeIn(file) {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new Error(`The invitation file ${file} can't be read.`);
  }
}

await runCommand(async () => {
  const given = readOptions();
  if (given.help) {
    console.log(usage);
    return 0;
  }
  const step = numberedSteps(stepCounts.tools + stepCounts.app + 2);
  const tools = await setUpTools(step);
  const app = await setUpApp(step, tools, { size: given.screen });
  await step('build', () => build(tools.node));
  const code = await runDesk(step, app, {
    projectDir,
    userData: given['user-data'] ?? demoDataDir(),
    backend: given.backend,
    invitation: given.invitation,
  });
  app.display.end?.();
  return code;
});
