import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { migrate } from '../../../backend/store/migrate.ts';
import { emptyDatabase, openPgliteDatabase } from '../../../backend/store/pglite-database.ts';

const packageVersion = z.object({ version: z.string() });
const root = join(import.meta.dirname, '../../..');
const cache = join(root, '.cache');

function pgliteVersion(): string {
  const installed = join(root, 'node_modules/@electric-sql/pglite/package.json');
  return packageVersion.parse(JSON.parse(readFileSync(installed, 'utf8'))).version;
}

/** Made once per version of PGlite and kept beside the other caches: every suite starts a backend of its own. */
export async function cachedTemplate(): Promise<Blob> {
  const path = join(cache, `empty-database-${pgliteVersion()}.tar.gz`);
  if (!existsSync(path)) {
    mkdirSync(cache, { recursive: true });
    const own = `${path}.${process.pid}`;
    writeFileSync(own, Buffer.from(await (await emptyDatabase()).arrayBuffer()));
    renameSync(own, path);
  }
  // Its bytes, not the file: another worker may put its own in this place meanwhile.
  return new Blob([readFileSync(path)], { type: 'application/x-gzip' });
}

/**
 * Lays the embedded database of a new backend into its data folder, with all tables and no row: half the processor time
 * of a backend's start is making one. Made once for a version of PGlite and of the migrations.
 */
export async function layMigratedDatabase(dataFolder: string): Promise<void> {
  const target = join(dataFolder, 'database');
  if (!existsSync(target)) cpSync(await migratedDatabase(), target, { recursive: true });
}

async function migratedDatabase(): Promise<string> {
  const store = join(root, 'backend/store');
  const hash = createHash('sha256').update(pgliteVersion());
  for (const name of readdirSync(join(store, 'migrations')).toSorted())
    hash.update(name).update(readFileSync(join(store, 'migrations', name)));
  hash.update(readFileSync(join(store, 'migrate.ts')));
  const path = join(cache, `migrated-database-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(path)) return path;
  mkdirSync(cache, { recursive: true });
  const own = mkdtempSync(`${path}.`);
  const database = await openPgliteDatabase(join(own, 'database'), await cachedTemplate());
  await migrate(database, own);
  await database.close();
  try {
    renameSync(join(own, 'database'), path);
  } catch (error) {
    // Another process was quicker: its own is as good.
    if (!existsSync(path)) throw error;
  }
  rmSync(own, { recursive: true, force: true });
  return path;
}
