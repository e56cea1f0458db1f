import { expect, test } from 'vitest';
import {
  contentSecurityPolicy,
  pageHeaders,
} from '../../../../../main/app/protocols/page-headers.ts';

const policy = contentSecurityPolicy('abc123');
const directives = new Map(
  policy.split('; ').map((directive) => {
    const [name = '', ...sources] = directive.split(' ');
    return [name, sources];
  }),
);

test('what the policy does not name is forbidden', () => {
  expect(directives.get('default-src')).toEqual(["'none'"]);
});

test('scripts and workers come from the app only, and no text becomes one', () => {
  expect(directives.get('script-src')).toEqual(["'self'"]);
  expect(directives.get('worker-src')).toEqual(["'self'"]);
  expect(policy).not.toMatch(/unsafe-inline|unsafe-eval/);
});

test('the page can name no address of a network', () => {
  expect(policy).not.toMatch(/https?:|wss?:|\*/);
  expect(directives.get('connect-src')).toEqual(["'self'", 'media:']);
});

test('a style element needs the nonce of this load', () => {
  expect(directives.get('style-src')).toEqual(["'self'", "'nonce-abc123'"]);
});

test('every file of the page carries the policy and the isolation', () => {
  expect(pageHeaders('text/html', 'abc123')).toMatchObject({
    'Content-Security-Policy': policy,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'X-Content-Type-Options': 'nosniff',
  });
});
