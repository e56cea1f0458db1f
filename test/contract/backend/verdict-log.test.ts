import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCheckpoint } from '../../../backend/audit/checkpoint.ts';
import { sha256 } from '../../../backend/audit/log-leaf.ts';
import { sequenceLog } from '../../../backend/audit/verdict-log.ts';
import { isConsistent, isIncluded } from '../../../shared/domain/merkle-tree.ts';
import { backendHomes, type TestBackend } from '../../helpers/backend/backend-homes.ts';
import { HttpCaller } from '../../helpers/backend/http-desk.ts';
import { SmallWorld } from '../../helpers/backend/backend-fixtures.ts';
import { operatorToken } from '../../helpers/backend/invite.ts';

function fileWith(token: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'second-look-token-')), 'operator.token');
  writeFileSync(path, token);
  return path;
}

const bytes = (hex: string) => Buffer.from(hex, 'hex');
const program = (name: string) =>
  fileURLToPath(new URL(`../../../backend/${name}`, import.meta.url));

describe.each(backendHomes())('the verdict log on $name', (home) => {
  let backend: TestBackend;
  let folder: string;
  beforeAll(async () => {
    backend = await home.start({ operatorToken });
    folder = mkdtempSync(join(tmpdir(), 'second-look-audit-'));
  });
  afterAll(async () => {
    await backend.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const operator = () => new HttpCaller(backend.server.url, operatorToken);
  const nobody = () => new HttpCaller(backend.server.url, null);
  const sequence = () => {
    const { database, logSigner, now } = backend.server.parts;
    return sequenceLog(database, logSigner, now);
  };
  async function head() {
    const { verifierKey } = (await nobody().ask('readLogKey')).body;
    const { body } = await nobody().ask('readCheckpoint');
    const signed = openCheckpoint(body.note, verifierKey);
    if (!signed) throw new Error('the checkpoint is not signed');
    expect(signed.size).toBe(body.treeSize);
    return signed;
  }
  /** A desk that has submitted so many verdicts. */
  async function deskWith(count: number) {
    const world = new SmallWorld(backend);
    await world.openCases(count);
    const desk = await world.desk();
    const verdicts = (await desk.claim(count)).map((claim) => desk.verdictOn(claim));
    for (const verdict of verdicts) expect((await desk.put(verdict)).status).toBe(201);
    return { world, desk, verdicts };
  }

  test('the empty log is signed from the start', async () => {
    expect((await head()).size).toBe(0);
  });

  test('receipt first, proof later: every verdict is proven under one signed head', async () => {
    const { desk, verdicts } = await deskWith(5);
    await sequence();
    const signed = await head();
    for (const { verdictId } of verdicts) {
      const { status, body } = await desk.ask('readLogProof', { query: { verdictId } });
      if (status !== 200 || !('hashes' in body)) throw new Error('the verdict has its place');
      const leaf = {
        hash: bytes(body.leafHash),
        index: body.leafIndex,
        proof: body.hashes.map(bytes),
      };
      expect(isIncluded(sha256, leaf, signed)).toBe(true);
    }
    const ids = verdicts.map((verdict) => verdict.verdictId);
    const { body } = await desk.ask('readLogPlaces', { body: { verdictIds: ids } });
    expect(body.places.map((place) => place.verdictId).sort()).toEqual(ids.sort());
  });

  test('the log only grows: each head is the beginning of the next', async () => {
    const before = await head();
    await deskWith(3);
    await sequence();
    const after = await head();
    expect(after.size).toBe(before.size + 3);
    const query = { from: String(before.size), to: String(after.size) };
    const { body } = await operator().ask('readConsistency', { query });
    expect(isConsistent(sha256, before, after, body.hashes.map(bytes))).toBe(true);
    const past = { from: '0', to: String(after.size + 1) };
    expect((await operator().ask('readConsistency', { query: past })).status).toBe(404);
  });

  test('many sequencers at once give every verdict one place', async () => {
    const { verdicts } = await deskWith(6);
    const before = await head();
    await Promise.all(Array.from({ length: 5 }, sequence));
    const after = await head();
    expect(after.size).toBeGreaterThanOrEqual(before.size);
    const places = await backend.server.parts.database.query<{ n: number; top: number }>(
      'SELECT count(*) AS n, max(leaf_index) + 1 AS top FROM log_leaves',
    );
    expect(places).toEqual([{ n: after.size, top: after.size }]);
    expect(after.size).toBeGreaterThanOrEqual(verdicts.length);
  });

  test("another desk's proof and the whole log are not for a reviewer", async () => {
    const { world, verdicts } = await deskWith(1);
    await sequence();
    const other = await world.desk();
    const verdictId = verdicts[0]?.verdictId ?? '';
    expect((await other.ask('readLogProof', { query: { verdictId } })).status).toBe(404);
    const places = await other.ask('readLogPlaces', { body: { verdictIds: [verdictId] } });
    expect(places.body.places).toEqual([]);
    expect((await other.ask('readAuditFacts')).status).toBe(403);
    const query = { from: '0', limit: '10' };
    expect((await other.ask('readAuditEntries', { query })).status).toBe(403);
    expect((await nobody().ask('readAuditFacts')).status).toBe(401);
  });

  test('the two commands: a bundle is written, checked offline, and every lie in it is named', async () => {
    const { desk, world } = await deskWith(4);
    // One of a desk that never signed.
    await world.openCases(1);
    const older = await world.desk({}, 1);
    const bare = older.verdictOn(await older.claimOne());
    expect((await older.putBody(bare.verdictId, bare)).status).toBe(201);
    await sequence();
    const file = join(folder, 'bundle.json');
    const run = (name: string, ...args: readonly string[]) =>
      promisify(execFile)(process.execPath, [program(name), ...args]).then(
        ({ stdout }) => ({ code: 0, stdout }),
        (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout }),
      );
    const at = ['--backend', backend.server.url, '--token-file', fileWith(operatorToken)];
    expect((await run('audit-bundle.ts', '--out', file, ...at)).code).toBe(0);
    const { verifierKey } = (await nobody().ask('readLogKey')).body;
    const sound = await run('verify.ts', 'verify', file, '--log-key', verifierKey);
    expect(sound.code).toBe(0);
    expect(sound.stdout).toMatch(/^sound: \d+ verdicts \(1 unsigned/);

    const text = readFileSync(file, 'utf8');
    expect(text).toContain(desk.deviceId);
    writeFileSync(file, text.replace('"outcome":"effective"', '"outcome":"deferred"'));
    const lie = await run('verify.ts', file);
    expect(lie.code).toBe(1);
    expect(lie.stdout).toMatch(/^not sound: Leaf 0 /);
    expect((await run('verify.ts', join(folder, 'missing.json'))).code).toBe(2);
  }, 60_000);

  test('a log that was changed in the database is never signed again', async () => {
    await deskWith(2);
    await sequence();
    const { database } = backend.server.parts;
    const before = await head();
    await database.query(`UPDATE log_subtrees SET hash = decode(repeat('00', 32), 'hex')`);
    await deskWith(1);
    await expect(sequence()).rejects.toThrow(/changed from outside/);
    expect((await head()).size).toBe(before.size);
  });
});
