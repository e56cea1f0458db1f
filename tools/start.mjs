// `npm start`: sets the machine up, builds, and opens the desk on the demo batch.
import { parseArgs } from 'node:util';
import { runDesk } from './desk/run-desk.mjs';
import { build } from './setup/build.mjs';
import { demoDataDir, projectDir } from './setup/project.mjs';
import { setUpApp, setUpTools, stepCounts } from './setup/set-up.mjs';
import { numberedSteps, runCommand, Stop } from './setup/step.mjs';

const usage = `npm start -- [options]
  --backend URL       another backend than the embedded one
  --invitation CODE   enrol this desk with an invitation code
  --user-data DIR     keep the desk's data here (default: ${demoDataDir()})
  --screen WxHxDEPTH  size of the virtual display, where one is needed`;

function readOptions() {
  const options = {
    backend: { type: 'string' },
    invitation: { type: 'string' },
    'user-data': { type: 'string' },
    screen: { type: 'string' },
    help: { type: 'boolean' },
  };
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new Stop(`${error.message}\n\n${usage}`);
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
