// `npm run bench`, `npm run bench:screen`: sets the machine up, builds, and measures. Options go to the bench itself.
import { join } from 'node:path';
import { build } from './setup/build.mjs';
import { passThrough } from './setup/child.mjs';
import { projectDir } from './setup/project.mjs';
import { setUpApp, setUpTools, stepCounts } from './setup/set-up.mjs';
import { numberedSteps, runCommand } from './setup/step.mjs';

await runCommand(async () => {
  const step = numberedSteps(stepCounts.tools + stepCounts.app + 1);
  const machine = await setUpTools(step);
  const app = await setUpApp(step, machine, { size: '1920x1080x24' });
  await step('build', () => build(machine.node));
  const [first, ...others] = process.argv.slice(2);
  const isScreen = first === 'screen';
  const bench = join(projectDir, 'test/bench', isScreen ? 'screen-bench.ts' : 'entry.ts');
  const options = isScreen ? others : process.argv.slice(2);
  const code = await passThrough(machine.node.path, [bench, ...options], {
    cwd: projectDir,
    env: app.env,
  });
  app.display.end?.();
  return code;
});
