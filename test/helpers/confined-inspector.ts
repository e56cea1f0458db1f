import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import type { ChildProgram } from '../../main/app/child-programs/child-program.ts';
import { forkProgram } from '../../main/app/child-programs/forked-program.ts';
import type { CallInspector } from '../../main/data-service/evidence/inspector-client.ts';
import type { Wire } from '../../shared/contract/contract.ts';

const root = join(import.meta.dirname, '../..');

/** The inspector as the build makes it, one file; the caller removes the folder. */
export async function buildInspector(): Promise<{ readonly file: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'second-look-inspector-'));
  await build({
    configFile: false,
    logLevel: 'silent',
    root,
    build: {
      ssr: true,
      target: 'node20.18',
      outDir: folder,
      rolldownOptions: {
        input: { inspector: join(root, 'inspector/entry.ts') },
        output: { format: 'es', entryFileNames: '[name].mjs', codeSplitting: false },
      },
    },
    resolve: { noExternal: true },
    ssr: { noExternal: true },
  });
  return {
    file: join(folder, 'inspector.mjs'),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Inspectors in processes of their own, confined and forked as Electron main does where it has no utility processes. */
export function confinedInspectors(
  file: string,
  attach: (wire: Wire) => void,
  heapMegabytes = 256,
): { readonly call: CallInspector; readonly started: ChildProgram[]; end(): void } {
  const started: ChildProgram[] = [];
  let running: ChildProgram | undefined;
  const end = () => {
    running?.kill('SIGKILL');
    running = undefined;
  };
  return {
    started,
    end,
    call(isWanted) {
      if (!isWanted) return end();
      if (running) return;
      const program = forkProgram(
        { name: 'inspector', file, args: [], confined: { heapMegabytes } },
        process.execPath,
      );
      running = program;
      started.push(program);
      program.onExit(() => {
        if (running === program) running = undefined;
      });
      attach(program.wire('inspector'));
    },
  };
}
