import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPack } from '../../../../backend/policy-packs/read-pack.ts';
import { packSchemas } from '../../../../shared/policy-pack/pack.ts';
import { shippedFolder } from '../../../helpers/policy-packs.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pack-'));
  await cp(shippedFolder('default'), folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function change(file: string, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(join(folder, file), 'utf8');
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`nothing to change in ${file}`);
  await writeFile(join(folder, file), changed);
}

async function faultsNow() {
  const read = await readPack(folder);
  return read.ok ? [] : read.faults;
}

test('the same content has the same hash, whatever the order of its keys; any change has another', async () => {
  const first = await readPack(folder);
  if (!first.ok) throw new Error('the pack is sound');
  await change('policy.yaml', 'id: default\nversion: 2026-12\n', 'version: 2026-12\nid: default\n');
  expect(await readPack(folder)).toMatchObject({ ok: true, hash: first.hash });
  await change('texts/de.yaml', 'Täuschung', 'Betrug');
  const second = await readPack(folder);
  expect(second.ok && second.hash !== first.hash).toBe(true);
});

test.each([
  ['policy.yaml', 'harm: likeness', 'harm: looks', 'policy.yaml', 'rules, LIK-1, harm'],
  [
    'policy.yaml',
    "key: '1', to: { exit: nothing-found }",
    "key: 'q', to: { exit: nothing-found }",
    'policy.yaml',
    'nodes, what, answers, nothing, key',
  ],
  ['policy.yaml', 'code: LIK-1', 'code: likeness one', 'policy.yaml', 'rules, likeness one, code'],
  ['policy.yaml', 'parent: null', 'parent: null\nplugin: evil.js', 'policy.yaml', 'file'],
  ['policy.yaml', 'id: default', 'id: default\nid: other', 'policy.yaml', 'line 3'],
  ['goldens.yaml', 'goldens:', 'goldens: [', 'goldens.yaml', 'line'],
  ['texts/ar.yaml', /source: '[^']*'/, "source: ''", 'texts/ar.yaml', 'rules, LIK-1, source'],
] as const)('%s with a fault is refused with its place', async (file, from, to, named, at) => {
  await change(file, from, to);
  const [fault, ...more] = await faultsNow();
  expect(more).toEqual([]);
  expect(fault?.file).toBe(named);
  // The parser says where it gave up: which line that is, is its own affair.
  expect(fault?.at.startsWith(at)).toBe(true);
});

test('a missing, a huge and an exploding file are refused in a sentence', async () => {
  await rm(join(folder, 'goldens.yaml'));
  expect(await faultsNow()).toEqual([
    { file: 'goldens.yaml', at: 'file', says: 'it is missing', mend: 'write it' },
  ]);
  await writeFile(join(folder, 'goldens.yaml'), `goldens: [] #${'x'.repeat(2_000_000)}`);
  expect(await faultsNow()).toMatchObject([{ file: 'goldens.yaml', mend: 'make it smaller' }]);
  const lines = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (let n = 1; n < 12; n += 1) {
    const [now, before] = [String.fromCharCode(97 + n), String.fromCharCode(96 + n)];
    lines.push(`${now}: &${now} [${Array(9).fill(`*${before}`).join(', ')}]`);
  }
  await writeFile(join(folder, 'goldens.yaml'), lines.join('\n'));
  const exploding = await faultsNow();
  expect(exploding.map(({ file }) => file)).toEqual(['goldens.yaml']);
  expect(exploding[0]?.says).toContain('aliases');
});

function policy(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['backend/policy.ts', ...args], (error, out) =>
      resolve({ code: error === null ? 0 : Number(error.code), out }),
    );
  });
}

test('the command says what it checked and what failed, and its last line counts', async () => {
  const good = await policy('check', folder);
  expect(good.code).toBe(0);
  expect(good.out.trimEnd().split('\n').at(-1)).toBe('1 passed, 0 failed');
  const goldens = await policy('test', folder);
  expect(goldens.out).toMatch(/\n52 passed, 0 failed\n$/);

  await change('goldens.yaml', '- [whose-likeness, private]', '- [whose-likeness, satire]');
  const bad = await policy('test', folder);
  expect(bad.code).toBe(1);
  expect(bad.out).toContain(
    'lik-1-violates ends at the way out “nothing-found”, not at rule LIK-1.',
  );
  expect(bad.out).toMatch(/\n51 passed, 1 failed\n$/);
  const checked = await policy('check', folder);
  expect(checked.out).toContain('goldens.yaml, golden lik-1-violates');

  const diff = await policy('diff', shippedFolder('default'), shippedFolder('strict'));
  expect(diff.out).toContain('of 64 goldens end elsewhere');
  expect((await policy('burn')).code).toBe(2);
});

test('the schemas that editors read are those of the shapes that are checked', async () => {
  for (const [file, schema] of Object.entries(packSchemas())) {
    const committed = await readFile(join('shared/policy-pack/schema', file), 'utf8');
    expect({ file, schema: JSON.parse(committed) as unknown }).toEqual({
      file,
      schema: JSON.parse(schema) as unknown,
    });
  }
});
