import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, preview, type InlineConfig, type Plugin } from 'vite';
import { copyOncePerRun } from './once-per-run.ts';

const repository = resolve(import.meta.dirname, '../..');

/** The strict policy of the real page, with clips from the same origin. */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'nonce-harness'",
  "img-src 'self' data:",
  "font-src 'self'",
  "media-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
].join('; ');

/**
 * Vite's server would pack whatever has no known ending, ranges of a clip among it: no browser can unpack those. Packing
 * the page's own scripts anew for each test costs more than it saves: they never leave this machine.
 */
const nothingPacked: Plugin = {
  name: 'nothing-packed',
  configurePreviewServer(server) {
    server.middlewares.use((request, _response, next) => {
      delete request.headers['accept-encoding'];
      next();
    });
  },
};

/** A page of the tests, built and served. */
export type BuiltPage = {
  readonly url: string;
  /** The address of a file on this machine, in ranges as the desk serves its clips. */
  clipUrl(file: string, name?: string): string;
  /** Serves this text under a name of its own. */
  write(name: string, text: string): void;
  close(): Promise<void>;
};

/**
 * Serves the page in this folder of the repository, and clips beside it, with these headers. It is built once per run.
 */
export async function serveBuiltPage(
  folder: string,
  headers: Readonly<Record<string, string>>,
): Promise<BuiltPage> {
  const outDir = mkdtempSync(join(tmpdir(), 'second-look-page-'));
  const settings: InlineConfig = {
    configFile: false,
    root: join(repository, folder),
    base: '/',
    // What is not there is a 404, never the page itself.
    appType: 'mpa',
    logLevel: 'warn',
    plugins: [react(), nothingPacked],
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome130',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // A page of the tests comes from this machine: one large file is as good as several.
      chunkSizeWarningLimit: 5000,
    },
  };
  await copyOncePerRun(
    `page-${folder.replaceAll('/', '-')}`,
    (made) => build({ ...settings, build: { ...settings.build, outDir: made } }),
    outDir,
  );
  mkdirSync(join(outDir, 'clip'));
  const served = await preview({ ...settings, preview: { host: '127.0.0.1', port: 0, headers } });
  const [url] = served.resolvedUrls?.local ?? [];
  if (url === undefined) throw new Error('the page is served nowhere');
  return {
    url,
    clipUrl(file, name = basename(file)) {
      const link = join(outDir, 'clip', name);
      rmSync(link, { force: true });
      symlinkSync(resolve(file), link);
      return `/clip/${encodeURIComponent(name)}`;
    },
    write: (name, text) => writeFileSync(join(outDir, name), text),
    async close() {
      await served.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
