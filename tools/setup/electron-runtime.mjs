import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir, projectDir, readProjectJson } from './project.mjs';
import { Stop } from './step.mjs';
import { downloadOfficial } from './official-download.mjs';
import { installFallback } from './fallback-runtime.mjs';

const electronDir = join(projectDir, 'node_modules/electron');

/** The executable inside a folder with an Electron. */
export function electronExecutable(dist, platform = process.platform) {
  if (platform === 'darwin') return join(dist, 'Electron.app/Contents/MacOS/Electron');
  return join(dist, platform === 'win32' ? 'electron.exe' : 'electron');
}

/** The version that a folder with an Electron says it has, or undefined. */
export function electronVersion(dist) {
  try {
    return readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
  } catch {
    return undefined;
  }
}

/**
 * Takes the first source that gives a folder with an Electron. A source answers `{dist}`, or
 * `{why}` when it has none.
 */
export async function firstOf(sources) {
  const reasons = [];
  for (const { kind, find } of sources) {
    const { dist, why } = await find();
    if (dist) return { kind, dist, reasons };
    if (why) reasons.push(why);
  }
  return { kind: 'none', dist: undefined, reasons };
}

function overridden(env) {
  const dist = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!dist) return {};
  if (existsSync(electronExecutable(dist))) return { dist };
  throw new Stop(
    `ELECTRON_OVERRIDE_DIST_PATH is set, but there is no Electron in ${dist}. Correct it or unset it.`,
  );
}

function installed(version) {
  const dist = join(electronDir, 'dist');
  const complete = electronVersion(dist) === version && existsSync(electronExecutable(dist));
  return complete ? { dist } : {};
}

/** The places an Electron can come from, in the order in which they are tried. */
export function sourcesOf(say, node, version) {
  return [
    { kind: 'override', find: () => overridden(process.env) },
    { kind: 'installed', find: () => installed(version) },
    {
      kind: 'downloaded',
      find: () => downloadOfficial({ say, node, electronDir, version, cache: cacheDir() }),
    },
    { kind: 'fallback', find: () => installFallback({ say, node, cache: cacheDir() }) },
  ];
}

const words = {
  override: 'from ELECTRON_OVERRIDE_DIST_PATH',
  installed: 'installed',
  downloaded: 'downloaded',
  fallback: 'FALLBACK runtime, out of support: for tests and the demo, never for real content',
};

/** Step: finds or fetches an Electron. */
export async function resolveElectron(say, node) {
  const { version } = readProjectJson('node_modules/electron/package.json');
  const found = await firstOf(sourcesOf(say, node, version));
  if (!found.dist) {
    throw new Stop(
      `No Electron: ${found.reasons.join('; ')}. ` +
        'Unpack an Electron yourself and name its folder in ELECTRON_OVERRIDE_DIST_PATH.',
    );
  }
  const runs = electronVersion(found.dist) ?? 'of unknown version';
  const because = found.kind === 'fallback' ? `; ${found.reasons.join('; ')}` : '';
  return {
    summary: `${runs}, ${words[found.kind]}${because}`,
    value: { dist: found.dist, kind: found.kind, executable: electronExecutable(found.dist) },
  };
}
