import { test } from '@playwright/test';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCache } from '../../../main/data-service/cache/open-cache.ts';
import { expectValue } from '../../../shared/lifetime/outcome.ts';

/** Emptied when a run begins: what lies here was measured by the programs under test, in this run. */
const keptFolder = () => join(test.info().project.outputDir, 'measured-clips');

/** Keeps what a desk measured of the demo batch, for desks of later tests; the desk is closed. */
export async function keepMeasured(userDataDir: string): Promise<void> {
  await cp(userDataDir, keptFolder(), {
    recursive: true,
    filter: (path) => !/\.sealed$|embedded-backend/.test(path),
  });
}

/**
 * A folder for a desk that nobody has enrolled. It knows what an earlier test of this run measured of the demo batch,
 * if there was one: measuring goes on beside such a test no more than beside a reviewer's later days.
 */
export async function newDeskFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-'));
  if (existsSync(join(keptFolder(), 'desk/desk.db'))) await copyMeasured(keptFolder(), folder);
  return folder;
}

type Row = [sha256: string, kind: string, version: number, body: Buffer];

async function copyMeasured(from: string, to: string): Promise<void> {
  await cp(join(from, 'desk.key'), join(to, 'desk.key'));
  await mkdir(join(to, 'desk'));
  const { value } = JSON.parse(await readFile(join(to, 'desk.key'), 'utf8')) as { value: string };
  const key = Buffer.from(value, 'base64');
  const old = expectValue(openCache(join(from, 'desk/desk.db'), key));
  const fresh = expectValue(openCache(join(to, 'desk/desk.db'), key));
  const columns = 'sha256, kind, version, body';
  const save = fresh.db.prepare<Row>(`INSERT INTO measurements (${columns}) VALUES (?, ?, ?, ?)`);
  const rows = old.db.prepare<[], Row>(`SELECT ${columns} FROM measurements`).raw().all();
  fresh.db.transaction(() => rows.forEach((row) => save.run(...row)))();
  fresh.close();
  old.close();
}
