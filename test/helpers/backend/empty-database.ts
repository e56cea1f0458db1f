import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { emptyDatabase } from '../../../backend/store/pglite-database.ts';

const packageVersion = z.object({ version: z.string() });

/** Made once per version of PGlite and kept beside the other caches: every suite starts a backend of its own. */
export async function cachedTemplate(): Promise<Blob> {
  const root = join(import.meta.dirname, '../../..');
  const installed = join(root, 'node_modules/@electric-sql/pglite/package.json');
  const { version } = packageVersion.parse(JSON.parse(readFileSync(installed, 'utf8')));
  const path = join(root, '.cache', `empty-database-${version}.tar.gz`);
  if (!existsSync(path)) {
    mkdirSync(join(root, '.cache'), { recursive: true });
    const own = `${path}.${process.pid}`;
    writeFileSync(own, Buffer.from(await (await emptyDatabase()).arrayBuffer()));
    renameSync(own, path);
  }
  // Its bytes, not the file: another worker may put its own in this place meanwhile.
  return new Blob([readFileSync(path)], { type: 'application/x-gzip' });
}
