import { isLoopback } from './backend-address.ts';

/** One redirect to object storage, and one within it. */
const mostHops = 2;

export function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/**
 * Follows where a backend says that a media file is: without our token, never to plain HTTP, and from a backend on
 * this machine to this machine only. What comes is compared with its hash like everything else. An answer that leads
 * anywhere else is given back as it is.
 */
export async function followMedia(
  first: Response,
  from: URL,
  range: string,
  get: (url: URL, headers: Headers) => Promise<Response>,
): Promise<Response> {
  let response = first;
  let at = from;
  for (let hop = 0; hop < mostHops && isRedirect(response.status); hop += 1) {
    const location = response.headers.get('location') ?? '';
    if (!URL.canParse(location, at.href)) return response;
    const to = new URL(location, at);
    const mayGo = isLoopback(from) ? isLoopback(to) : to.protocol === 'https:';
    if (!mayGo) return response;
    await response.body?.cancel();
    response = await get(to, new Headers({ range }));
    at = to;
  }
  return response;
}
