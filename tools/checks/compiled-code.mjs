import { join } from 'node:path';
import { capture } from '../setup/child.mjs';
import { projectDir } from '../setup/project.mjs';

/**
 * Programs that tests start hundreds of times. A killed process leaves no compiled code behind, so each of them runs once
 * before, to its own end: without a parent they load their modules and stop.
 */
const startedOften = ['inspector/entry.ts', 'main/data-service/entry.ts'];

/**
 * Environment in which Node keeps what it compiles (types stripped, scripts compiled): half of a short program's
 * processor time otherwise.
 */
export async function withCompiledCode({ path }, env) {
  const keeping = { ...env, NODE_COMPILE_CACHE: join(projectDir, '.cache/compiled') };
  const options = { cwd: projectDir, env: keeping, timeoutMs: 60_000 };
  for (const program of startedOften) await capture(path, [join(projectDir, program)], options);
  return keeping;
}
