// Makes a plain Electron of the one that another product ships: `node unpack.mjs ARCHIVE DIST`.
// Runs on the Node that comes with the packages.
import { createPackage } from '@electron/asar';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';

const electronVersion = '33.2.1';

/** The runtime's own files: neither the other product's resources nor its V8 snapshot. */
function targetOf(fileName) {
  const name = fileName.replace(/^Cypress\//, '');
  if (name === fileName || name.endsWith('/') || name === 'browser_v8_context_snapshot.bin') {
    return undefined;
  }
  if (name === 'Cypress') return 'electron';
  const isOwn = !name.includes('/') || /^locales\/[^/]+$/.test(name);
  return isOwn && !name.includes('..') ? name : undefined;
}

async function unpack(archive, dist) {
  const zip = await yauzl.openPromise(archive);
  for await (const entry of zip.eachEntry()) {
    const target = targetOf(entry.fileName);
    if (!target) continue;
    const path = join(dist, target);
    await mkdir(dirname(path), { recursive: true });
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(path));
    await chmod(path, (entry.externalFileAttributes >>> 16) & 0o777 || 0o644);
  }
}

/** Loads the app folder named on the command line, as Electron's own default app does. */
const defaultApp = `
import { app } from 'electron';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const words = process.argv.slice(1);
const isRequire = (word) => word === '-r' || word === '--require';
const given = words.find((word, at) => !word.startsWith('-') && !isRequire(words[at - 1]));
const folder = resolve(given ?? '.');

// A test tool puts its own module before the app's.
const require = createRequire(import.meta.url);
words.filter((word, at) => isRequire(words[at - 1])).forEach((path) => require(resolve(path)));

const { main, name, productName, version } = JSON.parse(
  readFileSync(resolve(folder, 'package.json'), 'utf8'),
);
app.setAppPath(folder);
app.setName(productName ?? name);
app.setVersion(version);
// Awaited, because schemes can be registered only before the app is ready.
await import(pathToFileURL(resolve(folder, main)).href);
`;

async function writeDefaultApp(dist) {
  const source = join(dist, 'default-app-source');
  await mkdir(join(dist, 'resources'), { recursive: true });
  await mkdir(source, { recursive: true });
  const manifest = { name: 'default-app', type: 'module', main: 'main.js' };
  await writeFile(join(source, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(source, 'main.js'), defaultApp);
  await createPackage(source, join(dist, 'resources/default_app.asar'));
  await rm(source, { recursive: true });
}

const [archive, dist] = process.argv.slice(2);
await unpack(archive, dist);
await flipFuses(join(dist, 'electron'), {
  version: FuseVersion.V1,
  // The snapshot that this fuse asks for is not unpacked.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // Playwright drives the app through it.
  [FuseV1Options.EnableNodeCliInspectArguments]: true,
});
await writeDefaultApp(dist);
await writeFile(join(dist, 'version'), electronVersion);
