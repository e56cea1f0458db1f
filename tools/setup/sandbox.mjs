import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from './child.mjs';
import { Stop } from './step.mjs';

/**
 * How Chromium's sandbox can work here: `root` (it refuses to: run without it), `ready`, or
 * `needs-setuid` (the kernel forbids user namespaces, as on Ubuntu 24, so its helper must be root's).
 */
export function sandboxState({ platform, uid, restrictsNamespaces, helperIsSetuid }) {
  if (platform !== 'linux') return 'ready';
  if (uid === 0) return 'root';
  return restrictsNamespaces && !helperIsSetuid ? 'needs-setuid' : 'ready';
}

function setting(path) {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

function look(helper) {
  const stats = existsSync(helper) ? statSync(helper) : undefined;
  return {
    platform: process.platform,
    uid: process.getuid?.(),
    restrictsNamespaces:
      setting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1' ||
      setting('/proc/sys/kernel/unprivileged_userns_clone') === '0',
    helperIsSetuid: stats !== undefined && stats.uid === 0 && (stats.mode & 0o4000) !== 0,
  };
}

/** Makes the sandbox work; gives the flags Electron needs and a sentence about it, if any. */
export async function prepareSandbox(say, dist) {
  const helper = join(dist, 'chrome-sandbox');
  const state = sandboxState(look(helper));
  if (state === 'ready') return { flags: [] };
  if (state === 'root')
    return { flags: ['--no-sandbox'], note: 'no sandbox, because this is root' };

  const mend = `chown root:root '${helper}' && chmod 4755 '${helper}'`;
  say(`this kernel wants the sandbox helper to belong to root: ${mend}`);
  const { code } = await capture('sudo', ['-n', 'sh', '-c', mend]);
  if (code === 0) return { flags: [] };
  throw new Stop(
    `Chromium's sandbox can't start on this kernel. Mend it with:\n\n  sudo sh -c "${mend}"\n\n` +
      'Then run the command again.',
  );
}
