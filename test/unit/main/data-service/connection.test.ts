import { expect, test } from 'vitest';
import { createConnectionView } from '../../../../main/data-service/connection.ts';
import { err } from '../../../../shared/lifetime/result.ts';

const { fault: offline } = err('offline', 'No line.', 'later');
const { fault: refused } = err('unauthorized', 'Not accepted.', 'after-user');
const { fault: full } = err('disk-full', 'The disk is full.', 'later');

test('the quiet place says connecting, online, offline or refused, with one sentence', () => {
  const view = createConnectionView();
  expect(view.now.connection).toBe('connecting');
  view.learned('sync', null);
  expect(view.now).toEqual({ connection: 'online', connectionNote: '' });
  view.learned('sync', offline);
  expect(view.now).toEqual({ connection: 'offline', connectionNote: 'No line.' });
  view.learned('outbox', refused);
  expect(view.now).toEqual({ connection: 'refused', connectionNote: 'Not accepted.' });
});

test('a full disk is a warning and leaves the desk online', () => {
  const view = createConnectionView();
  view.learned('sync', null);
  expect(view.learned('media', full)).toBe(true);
  expect([view.now.connection, view.warnings]).toEqual(['online', ['The disk is full.']]);
  expect(view.learned('media', full)).toBe(false);
  expect(view.learned('media', null)).toBe(true);
  expect(view.warnings).toEqual([]);
});
