import { expect, test } from '@playwright/test';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { launchDesk, runDeskToEnd, type Desk } from './helpers/launch-desk.ts';
import { newDeskFolder } from './helpers/measured-clips.ts';
import { removeFolder } from './helpers/remove-folder.ts';

test.describe.configure({ mode: 'serial' });

let desk: Desk;

test.beforeAll(async () => {
  desk = await launchDesk({ isMeasured: true, isSeeded: true });
  await desk.untilEvent('ready');
});
test.afterAll(() => desk.close());

test('the page is sandboxed and isolated, and has no Node', async () => {
  const settings = await desk.app.evaluate(({ BrowserWindow }) => {
    // Not in Electron's published types.
    type Contents = { getLastWebPreferences(): Readonly<Record<string, unknown>> };
    const contents = BrowserWindow.getAllWindows().find((one) => one.isFocusable())
      ?.webContents as unknown as Contents;
    return contents.getLastWebPreferences();
  });
  expect(settings).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  });
  const page = await desk.page.evaluate(() => ({
    hasNode: 'process' in globalThis || 'require' in globalThis,
    isIsolated: crossOriginIsolated,
    isSecure: isSecureContext,
    hasDecoder: 'VideoDecoder' in globalThis,
  }));
  expect(page).toEqual({ hasNode: false, isIsolated: true, isSecure: true, hasDecoder: true });
});

test('the page comes with its content security policy, and the nonce in it', async () => {
  const { policy, nonce } = await desk.page.evaluate(async () => ({
    policy: (await fetch('/')).headers.get('content-security-policy'),
    nonce: document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce,
  }));
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-/);
  expect(nonce).toHaveLength(24);
});

test('inline handlers and foreign workers do not run', async () => {
  const ran = await desk.page.evaluate(async () => {
    const markup = document.createElement('div');
    markup.innerHTML = `<img src="data:," onerror="document.title = 'taken over'">`;
    const failed = new Promise((resolve) =>
      markup.querySelector('img')?.addEventListener('error', resolve),
    );
    document.body.append(markup);
    const worker = (address: string) => {
      try {
        return new Worker(address) instanceof Worker;
      } catch {
        return false;
      }
    };
    const workers = [
      worker('https://example.com/worker.js'),
      worker(URL.createObjectURL(new Blob(['1']))),
      worker('data:text/javascript,1'),
    ];
    // The picture's own handler would have been called first.
    await failed;
    markup.remove();
    return { title: document.title, workers };
  });
  expect(ran).toEqual({ title: 'Second Look', workers: [false, false, false] });
});

test('the page reaches no network, not even this machine', async () => {
  let requests = 0;
  const server = createServer((_request, reply) => {
    requests++;
    reply.setHeader('Access-Control-Allow-Origin', '*').end('reached');
  });
  server.on('upgrade', () => requests++);
  server.on('connection', () => requests++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;

  const tried = await desk.page.evaluate(async (host) => {
    const image = new Promise((resolve) => {
      const element = new Image();
      element.addEventListener('load', () => resolve('reached'));
      element.addEventListener('error', () => resolve('refused'));
      element.src = `http://${host}/pixel.png`;
    });
    const socket = new Promise((resolve) => {
      const one = new WebSocket(`ws://${host}`);
      one.addEventListener('open', () => resolve('reached'));
      one.addEventListener('error', () => resolve('refused'));
    });
    const fetched = fetch(`http://${host}/`).then(
      () => 'reached',
      () => 'refused',
    );
    navigator.sendBeacon(`http://${host}/beacon`, 'x');
    const call = new RTCPeerConnection({ iceServers: [{ urls: `stun:${host}` }] });
    const candidates = new Promise<number>((resolve) => {
      let found = 0;
      call.addEventListener('icecandidate', ({ candidate }) =>
        candidate?.candidate ? found++ : resolve(found),
      );
      setTimeout(() => resolve(found), 2_000);
    });
    call.createDataChannel('out');
    await call.setLocalDescription(await call.createOffer());
    return { answers: await Promise.all([image, socket, fetched]), candidates: await candidates };
  }, `127.0.0.1:${port}`);
  server.close();
  expect(tried).toEqual({ answers: ['refused', 'refused', 'refused'], candidates: 0 });
  expect(requests).toBe(0);
});

test('no address of the page leaves its folder', async () => {
  const statuses = await desk.page.evaluate(() =>
    Promise.all(
      [
        '/../../package.json',
        '/%2e%2e/%2e%2e/package.json',
        '/..%2f..%2fpackage.json',
        '/..%5cx',
      ].map(async (path) => (await fetch(`app://desk${path}`)).status),
    ),
  );
  expect(statuses).toEqual([404, 404, 404, 404]);
});

test('no other window opens, and the page stays where it is', async () => {
  const opened = await desk.page.evaluate(() => window.open('https://example.com') !== null);
  expect(opened).toBe(false);
  await desk.page.evaluate(() => {
    location.href = 'https://example.com/';
  });
  await desk.untilEvent('navigation-refused');
  expect(desk.page.url()).toBe('app://desk/');
  // Besides the hidden page that measures there is the desk's window alone.
  const addresses = desk.app.windows().map((page) => page.url());
  expect(addresses.filter((address) => address !== 'app://desk/evidence.html')).toEqual([
    'app://desk/',
  ]);
});

test('the page gets no camera, no place and no clipboard', async () => {
  const states = await desk.page.evaluate(() =>
    Promise.all(
      ['camera', 'microphone', 'geolocation', 'notifications', 'clipboard-read'].map(
        async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
      ),
    ),
  );
  expect(states).toEqual(['denied', 'denied', 'denied', 'denied', 'denied']);
});

test('a clip that nobody knows is a 404, to the page and with a range', async () => {
  const reply = await desk.page.evaluate(async () => {
    const response = await fetch(`media://clip/${'0'.repeat(64)}`, {
      headers: { Range: 'bytes=0-1' },
    });
    return { status: response.status, fault: (await response.text()).length > 10 };
  });
  expect(reply).toEqual({ status: 404, fault: true });
});

test('an export is written where the person says, and nowhere when they think better of it', async () => {
  const path = join(desk.userDataDir, 'export.csv');
  await desk.app.evaluate(({ dialog }, filePath) => {
    const answers = [
      { canceled: true, filePath: '' },
      { canceled: false, filePath },
    ];
    dialog.showSaveDialog = () =>
      Promise.resolve(answers.shift() ?? { canceled: true, filePath: '' });
  }, path);
  const saved = await desk.page.evaluate(async () => {
    const port = await new Promise<MessagePort>((resolve) => {
      window.addEventListener(
        'message',
        ({ data, ports }: MessageEvent<{ secondLookPort?: string }>) => {
          if (data.secondLookPort === 'app' && ports[0]) resolve(ports[0]);
        },
      );
      window.postMessage({ secondLookPortsWanted: true }, '*');
    });
    const save = (id: number, suggestedName: string) =>
      new Promise<unknown>((resolve) => {
        port.onmessage = ({ data }: MessageEvent<unknown>) => resolve(data);
        port.postMessage({
          t: 'call',
          id,
          name: 'saveFile',
          input: { suggestedName, text: 'a,b\r\n' },
        });
      });
    return [await save(1, 'export.csv'), await save(2, 'export.csv'), await save(3, '../escape')];
  });
  expect(saved).toMatchObject([
    { value: { saved: false } },
    { value: { saved: true } },
    { fault: { kind: 'bad-message' } },
  ]);
  expect(await readFile(path, 'utf8')).toBe('a,b\r\n');
});

test('when the data service dies, the page gets a fresh port to a new one', async () => {
  await desk.page.evaluate(() => {
    const fresh = new Promise<void>((resolve) =>
      window.addEventListener('message', ({ data }: MessageEvent<{ secondLookPort?: string }>) => {
        if (data.secondLookPort === 'desk') resolve();
      }),
    );
    Object.assign(window, { freshDeskPort: fresh });
  });
  const [service] = desk.processes().filter((one) => one.name.includes('data-service'));
  process.kill(service?.pid ?? 0, 'SIGKILL');
  await desk.page.evaluate(
    () => (window as unknown as { freshDeskPort: Promise<void> }).freshDeskPort,
  );
  const [fresh] = desk.processes().filter((one) => one.name.includes('data-service'));
  expect(fresh?.pid).not.toBe(service?.pid);
});

test('starting the desk a second time shows the first', async () => {
  const shown = desk.app.evaluate(
    ({ app }) =>
      new Promise<boolean>((resolve) => app.once('second-instance', () => resolve(true))),
  );
  const second = await runDeskToEnd({ userDataDir: desk.userDataDir });
  expect(second.code).toBe(0);
  expect(second.events).toContainEqual({ event: 'already-open' });
  expect(await shown).toBe(true);
});

test('unreadable preferences are put aside, and the desk opens with its defaults', async () => {
  const folder = await newDeskFolder({ isSeeded: true });
  await writeFile(join(folder, 'preferences.json'), '{"theme": "li');
  const other = await launchDesk({ userDataDir: folder });
  await other.untilEvent('ready');
  expect(await readdir(folder)).toContain('preferences.unreadable.json');
  // Ended by force: nothing of it may stay.
  await other.kill();
  await removeFolder(folder);
});

test('the desk opens when another program has taken the port of its backend', async () => {
  test.slow();
  const folder = await newDeskFolder({ isSeeded: true });
  const portOf = async () => {
    const kept: unknown = JSON.parse(await readFile(join(folder, 'machine.json'), 'utf8'));
    return (kept as { embeddedPort?: number }).embeddedPort ?? 0;
  };
  const first = await launchDesk({ userDataDir: folder });
  await first.untilEvent('ready');
  await first.close();
  const taken = await portOf();
  expect(taken).toBeGreaterThan(1023);

  const other = createServer();
  await new Promise<void>((resolve) => other.listen(taken, '127.0.0.1', resolve));
  const second = await launchDesk({ userDataDir: folder });
  await second.untilEvent('ready');
  await second.close();
  other.close();
  expect(await portOf()).not.toBe(taken);
  await removeFolder(folder);
});

test('a runtime without security fixes refuses a backend elsewhere, in a sentence', async () => {
  const electron = await desk.app.evaluate(() => process.versions.electron);
  const isFallback = Number.parseInt(electron, 10) < 45;
  const backendUrl = isFallback ? 'https://desk.example' : 'ftp://desk.example';
  const { code, events } = await runDeskToEnd({ backendUrl });
  expect(code).toBe(1);
  expect(events.find((one) => one.event === 'desk-ended')?.['sentence']).toMatch(/backend/);
});
