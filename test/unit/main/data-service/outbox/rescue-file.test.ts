import { generateKeyPairSync } from 'node:crypto';
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openRescueLines, rescuePublicKey } from '../../../../../backend/audit/open-rescue.ts';
import { openCache } from '../../../../../main/data-service/cache/open-cache.ts';
import { createTables } from '../../../../../main/data-service/cache/tables.ts';
import { silentLog } from '../../../../../main/data-service/runtime/log.ts';
import { openRescueFile } from '../../../../../main/data-service/outbox/rescue-file.ts';
import { createRescue } from '../../../../../main/data-service/outbox/rescue.ts';
import { sealForRescue } from '../../../../../main/data-service/outbox/seal-for-rescue.ts';
import { expectValue } from '../../../../../shared/lifetime/result.ts';
import { temporaryFolder } from '../../../../helpers/desk.ts';

const backend = generateKeyPairSync('x25519');
const publicKey = rescuePublicKey(backend.publicKey);
const ids = [1, 2, 3].map((n) => `01930000-0000-7000-8000-00000000000${n}`);
const envelope = (note: string) => ({
  payloadType: 'application/vnd.second-look.verdict+json',
  payload: Buffer.from(note).toString('base64'),
  signatures: [{ keyid: 'k', sig: 'AAAA' }],
});
const sealed = (id: string, note = 'canary') =>
  sealForRescue(id, JSON.stringify(envelope(note)), publicKey);

function file() {
  const folder = temporaryFolder();
  return { open: () => openRescueFile(folder, 'a'), path: join(folder, 'rescue-a.log') };
}
const opened = (path: string, key = backend.privateKey) =>
  openRescueLines(readFileSync(path, 'utf8'), key).map(({ kind, verdictId }) => [kind, verdictId]);

test('what the desk seals, only the backend opens, and no word of it is readable', () => {
  const { open, path } = file();
  for (const id of ids) open().append(sealed(id, `canary of ${id}`));
  expect(opened(path)).toEqual(ids.map((id) => ['verdict', id]));
  const text = readFileSync(path, 'latin1');
  expect(text).not.toContain('canary');
  expect(text).not.toContain(Buffer.from('canary').toString('base64').slice(0, 7));
  const stranger = generateKeyPairSync('x25519').privateKey;
  expect(opened(path, stranger)).toEqual(ids.map((id) => ['locked', id]));
});

test('a copy can not be passed off as another verdict, nor changed', () => {
  const record = sealed(ids[0] ?? '');
  const moved = JSON.stringify({ ...record, verdictId: ids[1] });
  const touched = JSON.stringify({ ...record, box: `AAAA${record.box.slice(4)}` });
  for (const line of [moved, touched])
    expect(openRescueLines(line, backend.privateKey)).toMatchObject([{ kind: 'locked' }]);
});

test('a torn last record costs nothing but itself, also when the desk goes on after it', () => {
  const { open, path } = file();
  open().append(sealed(ids[0] ?? ''));
  appendFileSync(path, JSON.stringify(sealed(ids[1] ?? '')).slice(0, 90));
  open().append(sealed(ids[2] ?? ''));
  expect(opened(path)).toEqual([
    ['verdict', ids[0]],
    ['torn', null],
    ['verdict', ids[2]],
  ]);
});

test('what has its receipt goes away, what waits stays, and the file ends when nothing is left', () => {
  const { open, path } = file();
  const rescue = open();
  for (const id of ids) rescue.append(sealed(id));
  rescue.tidy((id) => id === ids[1]);
  expect([opened(path), rescue.lines]).toEqual([[['verdict', ids[1]]], 1]);
  rescue.tidy(() => false);
  expect(existsSync(path)).toBe(false);
  rescue.append(sealed(ids[0] ?? ''));
  expect(opened(path)).toEqual([['verdict', ids[0]]]);
});

test('a copy of a verdict that was not saved after all is taken back', () => {
  const { open, path } = file();
  const rescue = open();
  rescue.append(sealed(ids[0] ?? ''));
  rescue.append(sealed(ids[1] ?? '')).undo();
  expect(opened(path)).toEqual([['verdict', ids[0]]]);
});

test('copies that an older state of the database knows nothing of are set aside, not thrown away', () => {
  const folder = temporaryFolder();
  const cache = expectValue(openCache(join(folder, 'desk.db'), new Uint8Array(32)));
  onTestFinished(() => cache.close());
  const tables = createTables(cache);
  const rescueFileId = '01930000-0000-4000-8000-000000000009';
  tables.settings.write('rescueFileId', rescueFileId);
  openRescueFile(folder, rescueFileId).append(sealed(ids[0] ?? ''));
  createRescue(folder, tables, silentLog);
  const kept = readdirSync(folder).filter((name) => name.startsWith('rescue-'));
  expect(kept).toEqual([
    expect.stringMatching(/^rescue-01930000-0000-4000-8000-000000000009-\w+\.log$/),
  ]);
  expect(opened(join(folder, kept[0] ?? ''))).toEqual([['verdict', ids[0]]]);
  createRescue(folder, tables, silentLog);
  expect(readdirSync(folder).filter((name) => name.startsWith('rescue-'))).toEqual(kept);
});
