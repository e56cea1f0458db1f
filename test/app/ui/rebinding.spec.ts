import { chromium, expect, test } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBackend } from '../../../backend/start-backend.ts';
import { cachedTemplate } from '../../helpers/backend/empty-database.ts';
import { somePublicKey } from '../../helpers/backend/http-desk.ts';
import { invite, operatorToken } from '../../helpers/backend/invite.ts';

/** A browser on the backend's machine, in which a stranger's name leads to this machine: what DNS rebinding does. */
test('a page whose name was made to point at this machine gets nothing from the backend', async ({
  launchOptions,
}) => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'rebinding-'));
  const bugs: string[] = [];
  const server = await startBackend({
    host: '127.0.0.1',
    port: 0,
    dataFolder,
    databaseUrl: null,
    databaseTemplate: await cachedTemplate(),
    operatorToken,
    mayUseFfmpeg: false,
    onBug: (where) => void bugs.push(where),
  });
  const browser = await chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), '--host-resolver-rules=MAP evil.example 127.0.0.1'],
  });
  try {
    const page = await browser.newPage();
    const { port } = new URL(server.url);
    const here = `http://evil.example:${port}`;
    // A page of the stranger's origin at this very address: browsers with Local Network Access stop one that came from afar.
    await page.goto(`${here}/`);
    const body = {
      invitation: await invite(server.parts),
      devicePublicKey: somePublicKey(),
      deskVersion: '1',
    };
    const ask = (url: string, sent: unknown) =>
      page.evaluate(
        async ({ to, text }) => {
          const how =
            text === null
              ? {}
              : { method: 'POST', body: text, headers: { 'content-type': 'application/json' } };
          return fetch(to, how).then(
            async (reply) => ({ status: reply.status, said: await reply.text() }),
            () => ({ status: 0, said: '' }),
          );
        },
        { to: url, text: sent === null ? null : JSON.stringify(sent) },
      );
    expect((await ask('/v1/health', null)).status).toBe(421);
    expect((await ask('/v1/log/key', null)).said).not.toContain('verifierKey');
    expect((await ask('/v1/devices', body)).status).toBe(421);
    // By its proper name: another origin, which no browser lets read, and which the backend refuses as well.
    expect(await ask(`${server.url}/v1/devices`, body)).toEqual({ status: 0, said: '' });
    const [devices] = await server.parts.database.query<{ n: number }>(
      'SELECT count(*) AS n FROM devices',
    );
    expect(devices?.n).toBe(0);
    // The backend's own pages work.
    await page.goto(`${server.url}/docs`);
    expect((await ask('/v1/health', null)).status).toBe(200);
    expect(bugs).toEqual([]);
  } finally {
    await browser.close();
    await server.close();
    await rm(dataFolder, { recursive: true, force: true });
  }
});
