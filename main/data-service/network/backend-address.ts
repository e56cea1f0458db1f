import { err, ok, type Result } from '../../../shared/lifetime/result.ts';

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether an address stays on this machine. */
export function isLoopback(url: URL): boolean {
  return loopbackHosts.has(url.hostname);
}

/** What the operator allows: hosts of backends, null for any, and why the list could not be used. */
export type PinnedBackends = {
  readonly backends: readonly string[] | null;
  readonly trouble?: string | null | undefined;
};

/** The address where the operator allows its host; where none is pinned, any. */
export function pinnedAddress(pinned: PinnedBackends | undefined, url: URL): Result<URL> {
  const hosts = pinned?.backends ?? null;
  if (hosts === null || hosts.includes(url.host)) return ok(url);
  const refused = `The operator of this desk allows no backend at ${url.host}. Nothing was sent there, and nothing was changed.`;
  return err('refused', pinned?.trouble ?? refused, 'after-user');
}

/**
 * The backend's origin from what a person typed. Plain HTTP is for this machine only; with `loopbackOnly`
 * (the fallback runtime) every other host is refused.
 */
export function parseBackendUrl(text: string, loopbackOnly: boolean): Result<URL> {
  if (!URL.canParse(text))
    return err(
      'refused',
      'That is not a web address. It should look like https://review.example.org.',
      'after-user',
    );
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return err('refused', 'The address must begin with https://.', 'after-user');
  }
  if (url.username || url.password)
    return err('refused', 'The address may not hold a name or password.', 'after-user');
  if (loopbackOnly && !isLoopback(url)) {
    return err(
      'refused',
      'This desk runs on the fallback runtime, which accepts only a backend on this machine. Install the official Electron to use another.',
      'after-user',
    );
  }
  if (url.protocol === 'http:' && !isLoopback(url)) {
    return err(
      'refused',
      'A backend on another machine must be reached over https://.',
      'after-user',
    );
  }
  url.hash = '';
  url.search = '';
  return ok(url);
}
