import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCache } from '../../../main/data-service/cache/open-cache.ts';
import { expectValue } from '../../../shared/lifetime/result.ts';
import { copyOncePerRun } from '../../helpers/once-per-run.ts';
import { seedBackend } from './seeded-backend.ts';

const projectDir = join(import.meta.dirname, '../../..');
const keptFolder = join(projectDir, '.cache/measured-clips');

type FolderOptions = {
  /** An empty folder to use in place of a new one. */
  readonly folder?: string;
  /** False for a desk that is to measure for itself. */
  readonly isMeasured?: boolean;
  /** The backend that comes with the desk has the demo batch in already. */
  readonly isSeeded?: boolean;
};

/**
 * Keeps what a desk measured of the demo batch, for desks of later tests; the desk is closed. What these very programs
 * measured in an earlier run stays as it is: other tests may be reading it.
 */
export async function keepMeasured(userDataDir: string): Promise<void> {
  const kept = join(keptFolder, programsHash());
  if (existsSync(kept)) return;
  await rm(keptFolder, { recursive: true, force: true });
  await mkdir(keptFolder, { recursive: true });
  const own = await mkdtemp(join(keptFolder, 'own-'));
  for (const name of ['desk.key', 'desk/desk.db', 'desk/desk.db-wal'])
    if (existsSync(join(userDataDir, name))) await cp(join(userDataDir, name), join(own, name));
  await rename(own, kept);
}

/**
 * A folder for a desk that nobody has enrolled. It knows what these very programs measured of the demo batch in an
 * earlier test, if they did: measuring goes on beside a test no more than beside a reviewer's later days.
 */
export async function newDeskFolder(options: FolderOptions = {}): Promise<string> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'desk-')));
  const kept = join(keptFolder, programsHash());
  if (options.isMeasured !== false && existsSync(join(kept, 'desk/desk.db')))
    await copyMeasured(kept, folder);
  if (options.isSeeded)
    await copyOncePerRun('seeded-backend', seedBackend, join(folder, 'backend'));
  return folder;
}

const hashes = new Map<string, string>();

/** Names the built programs and the Electron that runs them: from the same ones come the same results. */
function programsHash(): string {
  const runtime = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';
  const known = hashes.get(runtime);
  if (known !== undefined) return known;
  const hash = createHash('sha256').update(runtime);
  const out = join(projectDir, 'out');
  for (const name of readdirSync(out, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const file = join(out, name);
    if (statSync(file).isFile()) hash.update(name).update(readFileSync(file));
  }
  const made = hash.digest('hex').slice(0, 16);
  hashes.set(runtime, made);
  return made;
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
