// `npm run test:sim`, `npm run test:kill`, `npm run bench:offline`: sets the machine up and runs one of the long ones.
import { join } from 'node:path';
import { longPrograms } from './checks/stages.mjs';
import { passThrough } from './setup/child.mjs';
import { projectDir } from './setup/project.mjs';
import { setUpTools, stepCounts } from './setup/set-up.mjs';
import { numberedSteps, runCommand, Stop } from './setup/step.mjs';

await runCommand(async () => {
  const [name, ...args] = process.argv.slice(2);
  const program = longPrograms[name];
  if (program === undefined) throw new Stop(`There is no "${name}".`);
  const machine = await setUpTools(numberedSteps(stepCounts.tools));
  const env = machine.env;
  return passThrough(machine.node.path, [join(projectDir, program), ...args], {
    cwd: projectDir,
    env,
  });
});
