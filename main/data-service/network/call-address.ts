import type { HttpCall } from '../../../shared/contract/http-contract.ts';

type CallInputs = { readonly params?: unknown; readonly query?: unknown };

/** Parameters or headers as text, without those that are absent. */
export function asStrings(value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    item === undefined ? [] : [[key, String(item)] as [string, string]],
  );
}

/** The address of a call at a backend. */
export function addressOf(base: URL, call: HttpCall, input: CallInputs): URL {
  const params = new Map(asStrings(input.params));
  const path = call.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    // A name of dots would be taken for a step up in the path.
    encodeURIComponent(params.get(name) ?? '').replace(/^\.{1,2}$/, '_'),
  );
  const query = new URLSearchParams(asStrings(input.query)).toString();
  return new URL(`${base.href.replace(/\/$/, '')}${path}${query ? `?${query}` : ''}`);
}
