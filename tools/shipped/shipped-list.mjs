import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedParts, linkedBinaries, runtimeParts } from './embedded-parts.mjs';
import { byText, packageKeyOf, readPackage, runtimeKeys } from './npm-packages.mjs';

/** Everything of others in a packed desk: packages (bundled, or installed beside), what is inside them, the runtime. */
export function shippedList({ root, bundled, platform, arch }) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const uses = new Map();
  const use = (key, as) => uses.set(key, (uses.get(key) ?? new Set()).add(as));
  for (const { file, programs } of bundled) {
    const key = packageKeyOf(file, root);
    if (key !== null) programs.forEach((program) => use(key, `bundled: ${program}`));
  }
  runtimeKeys(lock, root).forEach((key) => use(key, 'node_modules'));
  const packages = merged(
    [...uses].map(([key, as]) => ({ ...readPackage(key, lock, root), shippedAs: [...as] })),
  );
  const isShipped = ({ within }) => uses.has(within);
  return {
    packages,
    parts: embeddedParts
      .filter(isShipped)
      .flatMap((part) => part.files.map((file) => partOf(root, part, file))),
    binaries: linkedBinaries.filter(isShipped).map((binary) => binaryOf(root, binary)),
    runtime: runtimeOf(root, platform, arch),
  };
}

/** The package URL (ECMA-427) of an npm package: also its reference in the SBOM. */
export function refOf({ name, version }) {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

/** One entry for each name and version, though npm may have put it into two places; in the order of their references. */
function merged(packages) {
  const byRef = new Map();
  for (const one of packages) {
    const ref = refOf(one);
    const before = byRef.get(ref);
    const shippedAs = [...new Set([...(before?.shippedAs ?? []), ...one.shippedAs])].sort(byText);
    byRef.set(ref, { ...(before ?? one), shippedAs });
  }
  return [...byRef].sort(([a], [b]) => byText(a, b)).map(([, one]) => one);
}

function partOf(root, { within, name, type, licence, source, files, stated }, file) {
  const sha256 = sha256Of(join(root, within, file));
  const isStated = stated !== null;
  return {
    within,
    name,
    type,
    licence,
    source,
    file: files.length > 0 ? file : null,
    sha256,
    isStated,
  };
}

/** Paths that rustc writes into messages: `.../registry/src/<index>/<crate>-<version>/src/...`. */
const cratePath = /registry\/src\/[^/\s]{1,80}\/([A-Za-z0-9_-]+?)-(\d+\.\d+\.\d+[\w.+-]*)\//gu;

function binaryOf(root, { within, file, unknown }) {
  const bytes = readFileSync(join(root, within, file));
  const text = bytes.toString('latin1');
  const crates = [...text.matchAll(cratePath)].map(([, name, version]) => `${name}@${version}`);
  return {
    within,
    file,
    unknown,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    crates: [...new Set(crates)].sort(byText),
  };
}

function runtimeOf(root, platform, arch) {
  const folder = join(root, 'node_modules/electron');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const sums = JSON.parse(readFileSync(join(folder, 'checksums.json'), 'utf8'));
  const zip = `electron-v${version}-${platform}-${arch}.zip`;
  return { version, zip, sha256: sums[zip], parts: runtimeParts };
}

function sha256Of(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
