import { prepareDisplay } from './display.mjs';
import { resolveElectron } from './electron-runtime.mjs';
import { checkNode, nodeEnv } from './node-version.mjs';
import { checkFolder } from './project-folder.mjs';
import { installPackages } from './packages.mjs';
import { prepareSandbox } from './sandbox.mjs';
import { checkSystemLibraries } from './system-libraries.mjs';

/** How many steps each part of the setup announces. */
export const stepCounts = { tools: 3, app: 3 };

/** Brings the machine as far as the checks and unit tests need it: a folder they can read, Node and packages. */
export async function setUpTools(step) {
  await step('folder', () => checkFolder());
  const node = await step('Node', checkNode);
  await step('packages', (say) => installPackages(say, node));
  return { node, env: nodeEnv(node.path) };
}

/** Brings the machine as far as the app needs it: Electron, system libraries, a display. */
export async function setUpApp(step, { node, env }, { size, isForTests, displays } = {}) {
  const electron = await step('Electron', (say) => resolveElectron(say, node));
  const flags = await step('system', async (say) => {
    const { summary } = await checkSystemLibraries(say, electron.executable, isForTests);
    const sandbox = await prepareSandbox(say, electron.dist);
    const note = sandbox.note ? `; ${sandbox.note}` : '';
    return { summary: `${summary}${note}`, value: sandbox.flags };
  });
  const display = await step('display', () => prepareDisplay(size, displays));
  const appEnv = { ...env, ...display.env, ELECTRON_OVERRIDE_DIST_PATH: electron.dist };
  return { electron, flags, display, env: appEnv };
}
