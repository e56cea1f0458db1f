import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startBackend } from '../../../backend/start-backend.ts';
import type { Database } from '../../../backend/store/database.ts';
import { migrate, migrations } from '../../../backend/store/migrate.ts';
import { openPgliteDatabase } from '../../../backend/store/pglite-database.ts';
import { openPostgresDatabase } from '../../../backend/store/postgres-database.ts';
import { cachedTemplate } from '../../helpers/backend/empty-database.ts';
import {
  findPostgres,
  startPostgres,
  type PostgresCluster,
} from '../../helpers/backend/postgres-cluster.ts';
import { makeTrialTables, trialBackendSteps } from '../../helpers/backend/trial-tables.ts';

/** The schema after each released version, hashed; an entry is added with a migration and never edited. */
const releasedSchemas: readonly string[] = ['f3b0a2c12f04ccd1'];

/** As a release to come might bring it. */
const nextStep = `-- Made up.
ALTER TABLE reviewers ADD COLUMN badge text NOT NULL DEFAULT 'none';`;

/** Where a database lies, empty at first; it can be opened again after its closing. */
type Place = { readonly dataFolder: string | null; open(): Promise<Database> };

const bin = findPostgres();
let cluster: PostgresCluster | null = null;

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'second-look-migrations-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function embedded(): Place {
  const dataFolder = newFolder();
  const open = async () => openPgliteDatabase(join(dataFolder, 'database'), await cachedTemplate());
  return { dataFolder, open };
}

function server(): Place {
  const url = cluster?.createDatabase() ?? '';
  return { dataFolder: null, open: () => openPostgresDatabase(url, () => {}) };
}

async function using<T>(place: Place, run: (database: Database) => Promise<T>): Promise<T> {
  const database = await place.open();
  try {
    return await run(database);
  } finally {
    await database.close();
  }
}

/** All that the database says of its own tables. */
async function schemaOf(database: Database): Promise<readonly string[]> {
  const rows = await database.query<{ line: string }>(`
    SELECT concat_ws(' ', 'column', table_name, column_name, data_type, is_nullable, column_default, is_identity) AS line
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace AND contype <> 'n'`);
  return rows.map(({ line }) => line).toSorted();
}

const hashOf = (lines: readonly string[]) =>
  createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);

const trialVersions = trialBackendSteps.map((_, at) => at + 1);
const homes = [
  // The first and the last: a PGlite takes seconds to open.
  { name: 'PGlite', place: embedded, trials: [1, trialVersions.length] },
  ...(bin === null ? [] : [{ name: 'PostgreSQL', place: server, trials: trialVersions }]),
];

describe.each(homes)('tables on $name', ({ place, trials }) => {
  beforeAll(async () => {
    if (place === server && bin !== null) cluster = await startPostgres(bin);
  });
  afterAll(() => {
    if (place === server) cluster?.stop();
  });

  test('the tables of every released version are as they were released', async () => {
    const at = place();
    const found: string[] = [];
    for (const step of migrations.keys())
      found.push(
        await using(at, async (database) => {
          await migrate(database, at.dataFolder, migrations.slice(0, step + 1));
          return hashOf(await schemaOf(database));
        }),
      );
    expect(found).toEqual(releasedSchemas);
  });

  test('a new migration runs once over a database of the version before, and its rows stay; the older backend refuses it then', async () => {
    const at = place();
    await using(at, async (database) => {
      await migrate(database, at.dataFolder);
      await database.query(
        `INSERT INTO reviewers (reviewer_id, name, role, quota_per_day, queues) VALUES ('r-1', 'R', 'lead', 5, '{}')`,
      );
    });
    for (let start = 0; start < 2; start += 1)
      await using(at, async (database) => {
        await migrate(database, at.dataFolder, [...migrations, nextStep]);
        expect(await database.query('SELECT reviewer_id, badge FROM reviewers')).toEqual([
          { reviewer_id: 'r-1', badge: 'none' },
        ]);
      });
    await using(at, async (database) => {
      const before = await schemaOf(database);
      await expect(migrate(database, at.dataFolder)).rejects.toThrow(
        `was written by a newer version (${migrations.length + 1}; this backend knows ${migrations.length}). Nothing in it was changed.`,
      );
      expect(await schemaOf(database)).toEqual(before);
    });
  });

  test('a migration that fails leaves the database as the version before made it', async () => {
    const at = place();
    await using(at, (database) => migrate(database, at.dataFolder));
    await using(at, async (database) => {
      const before = await schemaOf(database);
      const half = `${nextStep} ALTER TABLE nowhere ADD COLUMN x text;`;
      await expect(migrate(database, at.dataFolder, [...migrations, half])).rejects.toThrow(
        'nowhere',
      );
      expect(await schemaOf(database)).toEqual(before);
      await migrate(database, at.dataFolder);
    });
  });

  test.each(trials)(
    'a database of a trial backend of version %i is refused by name, and nothing in it changes',
    async (version) => {
      const at = place();
      await using(at, (database) => makeTrialTables(database, version));
      await using(at, async (database) => {
        const before = await schemaOf(database);
        const refusal = await migrate(database, at.dataFolder).catch(String);
        expect(refusal).toContain(at.dataFolder ?? 'The PostgreSQL database "test_');
        expect(refusal).toContain('was made by a trial version of this backend');
        expect(refusal).toContain('Nothing in it was changed');
        expect(await schemaOf(database)).toEqual(before);
        expect(await database.query('SELECT name FROM reviewers')).toEqual([{ name: 'R' }]);
      });
    },
  );

  test("another program's database is refused, and nothing in it changes", async () => {
    const at = place();
    await using(at, async (database) => {
      await database.query('CREATE TABLE schema_migrations (version text PRIMARY KEY)');
      const before = await schemaOf(database);
      await expect(migrate(database, at.dataFolder)).rejects.toThrow('Nothing in it was changed');
      expect(await schemaOf(database)).toEqual(before);
    });
  });
});

test('a backend does not start on the data folder of a trial version; its keys and clips stay, and after moving it away a new one begins', async () => {
  const at = embedded();
  const dataFolder = at.dataFolder ?? '';
  await using(at, (database) => makeTrialTables(database, trialBackendSteps.length));
  writeFileSync(join(dataFolder, 'rescue.key'), 'kept', { mode: 0o600 });
  const options = { host: '127.0.0.1', port: 0, databaseUrl: null, onBug: () => {} };
  for (let start = 0; start < 2; start += 1)
    await expect(startBackend({ ...options, dataFolder })).rejects.toThrow(
      `The data folder ${dataFolder} was made by a trial version of this backend, from before the first release. Nothing in it was changed, its verdicts are safe. Move it away`,
    );
  expect(existsSync(join(dataFolder, 'log.key'))).toBe(false);
  expect(await using(at, (database) => database.query('SELECT name FROM reviewers'))).toEqual([
    { name: 'R' },
  ]);
  const databaseTemplate = await cachedTemplate();
  const fresh = await startBackend({ ...options, dataFolder: newFolder(), databaseTemplate });
  await fresh.close();
});
