import { resolve, sep } from 'node:path';

/**
 * Records which files each bundle is made of, as the bundler itself reports them once it has dropped what is not used.
 * `forBundle` and `forWorkers` are plugins for the two places where Vite wants them; `files()` gives file and program.
 */
export function recordBundledFiles() {
  const found = new Map();
  const add = (file, program) => found.set(file, (found.get(file) ?? new Set()).add(program));
  const plugin = (suffix) => ({
    name: 'second-look:bundled-files',
    generateBundle(_options, bundle) {
      const program = `${programNames[this.environment.name] ?? this.environment.name}${suffix}`;
      for (const part of Object.values(bundle)) {
        if (part.type === 'asset') {
          part.originalFileNames.forEach((file) => add(fromRoot(this.environment, file), program));
          continue;
        }
        for (const [id, { renderedLength }] of Object.entries(part.modules)) {
          // A style sheet is taken out of the script and is a file beside it: nothing of it is rendered here.
          if (renderedLength > 0 || id.endsWith('.css')) add(id.replace(/\?.*$/u, ''), program);
        }
      }
    },
  });
  return {
    forBundle: plugin(''),
    forWorkers: plugin(' worker'),
    files: () => [...found].map(([file, programs]) => ({ file, programs: [...programs] })),
  };
}

const programNames = { client: 'page', dataService: 'data service', app: 'main' };

/** Vite names an asset's file from its own root. */
function fromRoot(environment, file) {
  return resolve(environment.config.root, file).split(sep).join('/');
}
