import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { collectBundle } from '../../../../backend/audit/collect-bundle.ts';
import { parseIngestLine } from '../../../../backend/intake/ingest-line.ts';
import { findTarget, sendClip } from '../../../../backend/intake/send-clip.ts';
import { temporaryFolder } from '../../../helpers/desk.ts';

/** A server that keeps what it was asked and answers by `lead`: an address that it sends everybody on to, or null. */
async function serverThat(lead: string | null) {
  const asked: string[] = [];
  const server = createServer((request, reply) => {
    asked.push(request.headers.authorization ?? 'no token');
    request.resume();
    if (lead === null) reply.writeHead(404).end();
    else reply.writeHead(307, { location: `${lead}${request.url ?? ''}` }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function withToken() {
  const folder = temporaryFolder();
  const [tokenFile, clip] = [join(folder, 'token'), join(folder, 'clip.mp4')];
  await writeFile(tokenFile, 'operator-token-'.repeat(4), {
    mode: 0o600,
  });
  await writeFile(clip, 'clip');
  return { tokenFile, clip, dataFolder: folder };
}

test.each([
  'http://review.example.org',
  'http://10.0.0.7:4555',
  'http://localhost.example.org',
  'http://127.0.0.1.example.org',
  'ftp://localhost',
  'review.example.org',
])('an operator’s token goes to no backend at %s', async (backendUrl) => {
  const { tokenFile, dataFolder } = await withToken();
  expect(await findTarget({ backendUrl, tokenFile, dataFolder })).toMatchObject({
    ok: false,
    fault: { kind: 'refused' },
  });
});

test.each([
  'https://review.example.org',
  'http://127.0.0.1:4555',
  'http://localhost:1',
  'http://[::1]:1',
])('it goes to one at %s', async (backendUrl) => {
  const { tokenFile, dataFolder } = await withToken();
  expect(await findTarget({ backendUrl, tokenFile, dataFolder })).toMatchObject({
    ok: true,
    value: { url: backendUrl },
  });
});

test('an operator’s command is sent on to no other host by a backend', async () => {
  const { clip } = await withToken();
  const elsewhere = await serverThat(null);
  const backend = await serverThat(elsewhere.url);
  const line = parseIngestLine([clip, '--prompt', 'a secret prompt']);
  const target = { url: backend.url, token: 'token' };
  expect(await sendClip(target, line, clip)).toMatchObject({ ok: false });
  await expect(collectBundle(backend.url, 'token', 1)).rejects.toThrow('does not answer');
  expect(backend.asked).toEqual(['Bearer token', 'Bearer token']);
  expect(elsewhere.asked).toEqual([]);
});
