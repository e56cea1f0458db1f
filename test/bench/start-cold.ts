import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectDir } from '../app/helpers/launch-desk.ts';
import type { Ground } from './bench.ts';
import { deadBackend } from './prepared-desk.ts';
import { timeRow, type BenchRow } from './rows.ts';
import { startToReady } from './start-program.ts';

const starts = 7;

/** Process start to a queue that can be worked with; the disk's cache is warm. */
export async function run(ground: Ground): Promise<readonly BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'cold-start-'));
  try {
    const emptyApp = await makeEmptyApp(folder);
    const demoData = join(folder, 'demo');
    const desk = (userDataDir: string, ...more: readonly string[]) =>
      startToReady(['.', `--user-data-dir=${userDataDir}`, ...more], projectDir);
    // The first start enrols and fetches: that one is not meant.
    await desk(demoData);
    const big = await ground.bigDesk();

    const demo: number[] = [];
    const many: number[] = [];
    const empty: number[] = [];
    for (let n = 0; n < starts; n += 1) {
      demo.push(await desk(demoData));
      many.push(await desk(big.userDataDir, `--backend=${deadBackend}`));
      empty.push(await startToReady([emptyApp, `--user-data-dir=${join(folder, 'none')}`], folder));
    }
    const peer = { name: 'empty Electron window', values: empty };
    return [
      timeRow('start.cold.demo', { values: demo }, peer),
      timeRow('start.cold.100k', { values: many }, peer),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The peer: the least that an Electron app can be. */
async function makeEmptyApp(folder: string): Promise<string> {
  const app = join(folder, 'empty-app');
  await mkdir(app);
  await writeFile(
    join(app, 'package.json'),
    '{"name":"empty","version":"0.0.0","main":"main.cjs"}',
  );
  await writeFile(
    join(app, 'main.cjs'),
    `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => {
  const window = new BrowserWindow({ show: false });
  window.once('ready-to-show', () => {
    window.show();
    process.stdout.write('{"event":"ready"}\\n');
  });
  window.loadURL('data:text/html,<title>empty</title><p>empty');
});
`,
  );
  return app;
}
