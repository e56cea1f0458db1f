import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from './child.mjs';

const dayMs = 24 * 60 * 60 * 1000;
const reachTimeoutMs = 8_000;
const downloadTimeoutMs = 10 * 60_000;

/** Whether a note about a failed download still spares us another try. */
export function isRecentFailure(note, version, nowMs) {
  return note?.version === version && nowMs - note.failedAtMs < dayMs && nowMs >= note.failedAtMs;
}

function readNote(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Address of the official archive; honours Electron's own mirror variable. */
export function archiveUrl(version, { env, platform, arch }) {
  const base = env.ELECTRON_MIRROR || 'https://github.com/electron/electron/releases/download/';
  return `${base}v${version}/electron-v${version}-${platform}-${arch}.zip`;
}

/** A firewall that swallows packets must not cost minutes: ask for the head of the file first. */
async function whyOutOfReach(version) {
  const { env, platform, arch } = process;
  // Behind a proxy only the installer itself knows the way.
  if (env.HTTPS_PROXY || env.https_proxy) return undefined;
  const url = archiveUrl(version, { env, platform, arch });
  try {
    const signal = AbortSignal.timeout(reachTimeoutMs);
    const reply = await fetch(url, { method: 'HEAD', signal });
    return reply.ok ? undefined : `${new URL(url).host} answers ${reply.status}`;
  } catch (error) {
    return `${new URL(url).host} can't be reached (${error.cause?.code ?? error.name})`;
  }
}

/**
 * Lets Electron's own installer fetch and check its binary. A failure is noted for a day, so that
 * the next start does not wait for it again.
 */
export async function downloadOfficial({ say, node, electronDir, version, cache }) {
  const noteFile = join(cache, 'official-download.json');
  const note = readNote(noteFile);
  if (isRecentFailure(note, version, Date.now())) {
    return { why: `${note.why} (tried within the last day; delete ${noteFile} to try again)` };
  }
  say(`downloading the official Electron ${version}`);
  let why = await whyOutOfReach(version);
  if (!why) {
    const env = { ...process.env };
    delete env.ELECTRON_OVERRIDE_DIST_PATH;
    const installer = join(electronDir, 'install.js');
    const { code } = await capture(node.path, [installer], { env, timeoutMs: downloadTimeoutMs });
    if (code === 0) {
      rmSync(noteFile, { force: true });
      return { dist: join(electronDir, 'dist') };
    }
    why = `the official download failed (exit code ${code})`;
  }
  mkdirSync(cache, { recursive: true });
  writeFileSync(noteFile, JSON.stringify({ version, failedAtMs: Date.now(), why }));
  return { why };
}
