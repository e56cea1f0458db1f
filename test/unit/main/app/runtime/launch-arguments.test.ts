import { expect, test } from 'vitest';
import { chooseBackend } from '../../../../../main/app/choose-backend.ts';
import { isLoopback, parseArguments } from '../../../../../main/app/runtime/launch-arguments.ts';

test('without arguments, nothing is asked for', () => {
  const parsed = parseArguments(['electron', '.', '--user-data-dir=/x'], {});
  expect(parsed).toEqual({ ok: true, value: { backend: null, invitation: null } });
});

test('the last backend counts, and the invitation is one of the environment', () => {
  const parsed = parseArguments(['--backend=http://a:1', '--backend=http://b:2/'], {
    SECOND_LOOK_INVITATION: 'C',
  });
  expect(parsed).toEqual({ ok: true, value: { backend: 'http://b:2', invitation: 'C' } });
});

test.each(['--backend=ftp://x', '--backend=', '--backend=desk', '--invitation=C', '--invitation'])(
  '%s is refused with a sentence',
  (argument) => {
    const parsed = parseArguments([argument], {});
    expect(parsed.ok).toBe(false);
  },
);

const asked = (backend: string | null, invitation: string | null = null) => ({
  backend,
  invitation,
});

test('the first start opens the embedded backend, by a code that nobody could know', () => {
  expect(chooseBackend(asked(null), 'embedded', true)).toEqual({
    ok: true,
    value: { kind: 'embedded', invitation: null },
  });
});

test('a backend that was used last is used again, with no new invitation', () => {
  expect(chooseBackend(asked(null), 'https://desk.example', false)).toEqual({
    ok: true,
    value: { kind: 'remote', url: 'https://desk.example', invitation: null },
  });
});

test('a runtime without security fixes opens no backend beyond this machine', () => {
  const refused = chooseBackend(asked('https://desk.example'), 'embedded', true);
  expect(refused).toMatchObject({ ok: false, fault: { kind: 'refused' } });
  expect(chooseBackend(asked('http://127.0.0.1:8080'), 'embedded', true).ok).toBe(true);
  expect(chooseBackend(asked(null), 'https://desk.example', true).ok).toBe(false);
});

test.each([
  ['http://127.0.0.1:80', true],
  ['http://127.8.9.1', true],
  ['http://localhost:9', true],
  ['http://[::1]:9', true],
  ['http://127.0.0.1.example.com', false],
  ['http://localhost.example.com', false],
  ['http://10.0.0.1', false],
  ['nonsense', false],
])('%s is on this machine: %s', (address, expected) => {
  expect(isLoopback(address)).toBe(expected);
});
