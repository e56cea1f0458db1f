import { expect, test } from 'vitest';
import { canBegin } from '../../../renderer/use-ready-report.ts';
import type { AppInfo } from '../../../shared/contract/app-api.ts';
import type { DeskState } from '../../../shared/contract/desk-api.ts';

const app: AppInfo = {
  version: '1',
  electron: '45',
  chromium: '150',
  platform: 'linux',
  isFallbackRuntime: false,
  isEmbeddedBackend: true,
};
const fresh: DeskState = {
  enrolment: null,
  connection: 'not-enrolled',
  connectionNote: '',
  lastSyncAtMs: null,
  outbox: { waiting: 0, sending: 0, settled: 0, rejected: 0, stuck: 0, toConfirm: 0 },
  cases: { total: 0, ready: 0, fetching: 0, bytes: 0 },
  keyProtection: 'keychain',
  warnings: [],
};
const counts = (ready: number, fetching: number) => ({
  total: ready + fetching,
  ready,
  fetching,
  bytes: 0,
});

test.each([
  ['a desk that still enrols at its own backend waits', fresh, app, false],
  [
    'a desk that somebody must enrol is as ready as it gets',
    fresh,
    { ...app, isEmbeddedBackend: false },
    true,
  ],
  ['a connected desk waits for its first sync', { ...fresh, connection: 'connecting' }, app, false],
  [
    'while the first clips are fetched it waits',
    { ...fresh, connection: 'online', lastSyncAtMs: 5, cases: counts(0, 3) },
    app,
    false,
  ],
  [
    'one case that is ready is enough',
    { ...fresh, connection: 'online', cases: counts(1, 9) },
    app,
    true,
  ],
  [
    'an empty queue after a sync is an answer',
    { ...fresh, connection: 'online', lastSyncAtMs: 5 },
    app,
    true,
  ],
  ['without network there is nothing to wait for', { ...fresh, connection: 'offline' }, app, true],
] as const)('%s', (_name, desk, info, expected) => {
  expect(canBegin(desk, info)).toBe(expected);
});
