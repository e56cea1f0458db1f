import react from '@vitejs/plugin-react';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { defineConfig, type EnvironmentOptions } from 'vite';
import { recordBundledFiles } from './tools/shipped/bundled-files.mjs';
import { writeShipped } from './tools/shipped/write-shipped.mjs';

/** Oldest runtimes one build must serve: the Node and Chromium of the fallback Electron. */
const nodeTarget = 'node20.18';
const pageTarget = 'chrome130';

const from = (path: string): string => resolve(import.meta.dirname, path);
/** Tests build into a folder of their own. */
const out = from(process.env['SECOND_LOOK_OUT'] ?? 'out');
const bundled = recordBundledFiles();

/** A program that runs on Node: packages stay where npm put them, only our own files are bundled. */
function nodeProgram(name: string, entry: string, outDir: string): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { external: true, noExternal: [] },
    build: {
      ssr: true,
      target: nodeTarget,
      outDir: resolve(out, outDir),
      emptyOutDir: false,
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input: { [name]: from(entry) },
        external: ['electron'],
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: `${name}-parts/[name]-[hash].js`,
        },
      },
    },
  };
}

/** The inspector may read no file but its own: all that it imports is in it. */
const inspector: EnvironmentOptions = {
  ...nodeProgram('inspector', 'inspector/entry.ts', 'inspector'),
  resolve: { noExternal: true },
};

/** The sandboxed preload: Chromium accepts only CommonJS there, in one file. */
const preload: EnvironmentOptions = {
  consumer: 'server',
  resolve: { noExternal: true },
  build: {
    ssr: true,
    target: nodeTarget,
    outDir: resolve(out, 'preload'),
    emptyOutDir: false,
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: { preload: from('preload/preload.ts') },
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
};

/** The page. */
const page: EnvironmentOptions = {
  build: {
    target: pageTarget,
    outDir: resolve(out, 'renderer'),
    emptyOutDir: false,
    sourcemap: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // The desk, and the hidden page that measures.
      input: { index: from('renderer/index.html'), evidence: from('renderer/evidence.html') },
      output: {
        codeSplitting: {
          // Zod and what forbids it to compile code from text are one chunk: it runs before any schema is made,
          // whichever chunk that lies in.
          groups: [{ name: 'zod', test: /[\\/]node_modules[\\/]zod[\\/]|no-code-from-text/ }],
        },
      },
    },
  },
};

/** All programs of the house; `client` is the name Vite gives to what runs in a browser. */
const programs: Record<string, EnvironmentOptions> = {
  client: page,
  app: nodeProgram('app', 'main/app/entry.ts', 'main'),
  dataService: nodeProgram('data-service', 'main/data-service/entry.ts', 'main'),
  inspector,
  backend: nodeProgram('backend', 'backend/entry.ts', 'backend'),
  preload,
};

export default defineConfig({
  root: from('renderer'),
  base: '/',
  publicDir: false,
  cacheDir: from('.cache/vite'),
  plugins: [react(), bundled.forBundle],
  worker: { format: 'es', plugins: () => [bundled.forWorkers] },
  environments: programs,
  builder: {
    // One configuration for all programs, so that one record holds the files of all their bundles.
    sharedConfigBuild: true,
    async buildApp(builder) {
      await rm(out, { recursive: true, force: true });
      for (const name of Object.keys(programs)) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
      writeShipped({ root: import.meta.dirname, out, bundled: bundled.files() });
    },
  },
});
