import { join } from 'node:path';
import { capture, lastLines } from './child.mjs';
import { nodeEnv } from './node-version.mjs';
import { projectDir } from './project.mjs';
import { Stop } from './step.mjs';

/** Step: builds all programs into out/. */
export async function build(node) {
  const vite = join(projectDir, 'node_modules/vite/bin/vite.js');
  const options = { cwd: projectDir, env: nodeEnv(node.path) };
  const { code, output } = await capture(node.path, [vite, 'build', '--app'], options);
  if (code !== 0) throw new Stop(`${lastLines(output)}\n\nThe build failed (vite build --app).`);
  return { summary: 'built into out/' };
}
