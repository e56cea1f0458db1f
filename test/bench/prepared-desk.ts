import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCache } from '../../main/data-service/cache/open-cache.ts';
import { createTables } from '../../main/data-service/cache/tables.ts';
import { expectValue } from '../../shared/lifetime/result.ts';
import { fillCases } from '../helpers/filled-cache.ts';

/** A folder that the desk takes for its own. */
export type PreparedDesk = {
  readonly userDataDir: string;
  readonly dataDir: string;
  readonly key: Uint8Array;
  remove(): Promise<void>;
};

/** Nobody listens on the discard port: the desk is enrolled and offline. */
export const deadBackend = 'http://127.0.0.1:9/';

/** Makes a desk's folder with `cases` cases in its cache, by the data service's own tables. */
export async function prepareDesk(cases: number): Promise<PreparedDesk> {
  const userDataDir = await mkdtemp(join(tmpdir(), 'desk-of-many-'));
  const dataDir = join(userDataDir, 'desk');
  const key = new Uint8Array(randomBytes(32));
  const keyFile = {
    version: 1,
    protection: 'key-file',
    value: Buffer.from(key).toString('base64'),
  };
  await mkdir(dataDir, { recursive: true });
  await writeFile(join(userDataDir, 'desk.key'), JSON.stringify(keyFile));
  const cache = expectValue(openCache(join(dataDir, 'desk.db'), key));
  const tables = createTables(cache);
  fillCases(tables, cases);
  tables.settings.write('enrolment', {
    backendUrl: deadBackend,
    deviceId: 'device-of-the-bench',
    token: 'no-token',
    reviewerId: 'reviewer-of-the-bench',
    reviewerName: 'Bench',
    role: 'reviewer',
    quotaPerDay: 400,
    queues: ['default'],
  });
  tables.truncateLog();
  cache.close();
  return {
    userDataDir,
    dataDir,
    key,
    remove: () => rm(userDataDir, { recursive: true, force: true }),
  };
}
