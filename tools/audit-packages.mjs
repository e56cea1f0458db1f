// `npm run audit:packages`: asks the npm registry which packages have known vulnerabilities, and says which of those ship.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from './setup/child.mjs';
import { npmCommand } from './setup/packages.mjs';
import { projectDir } from './setup/project.mjs';

/**
 * What `npm audit --json` said: a sentence, and the exit code of this command. Code 2 is "not known": a registry that does
 * not answer is no sign that all is well. `shipped` is the set of names that ship, undefined before a build.
 */
export function auditWords(output, shipped) {
  const report = readReport(output);
  const counts = report?.metadata?.vulnerabilities;
  if (!counts || typeof counts.total !== 'number') {
    const why = report?.message ?? report?.error?.summary ?? 'no report came back';
    return {
      code: 2,
      words: `Known vulnerabilities could not be looked up: ${why}. Nothing is known about them now; ask again where registry.npmjs.org answers audit requests.`,
    };
  }
  if (counts.total === 0)
    return { code: 0, words: 'The registry knows no vulnerability in these packages.' };
  const names = Object.entries(report.vulnerabilities ?? {}).map(
    ([name, { severity, range }]) => `  ${name} ${range}: ${severity}${where(name, shipped)}`,
  );
  return { code: 1, words: [`${counts.total} known vulnerabilities:`, ...names].join('\n') };
}

function where(name, shipped) {
  if (!shipped) return ' (build first to know whether it ships)';
  return shipped.has(name) ? ', SHIPS' : ', only a tool or test';
}

/** Names in the bill of materials of the last build. */
function shippedNames() {
  const file = join(projectDir, 'out/sbom.cdx.json');
  if (!existsSync(file)) return undefined;
  return new Set(JSON.parse(readFileSync(file, 'utf8')).components.map(({ name }) => name));
}

/** The report may be among npm's other lines. */
function readReport(output) {
  const from = output.indexOf('{');
  const to = output.lastIndexOf('}');
  try {
    return JSON.parse(output.slice(from, to + 1));
  } catch {
    return undefined;
  }
}

if (process.argv[1] === import.meta.filename) {
  const [npm, ...args] = npmCommand();
  // What is bundled is a development dependency and ships all the same: `--omit=dev` would miss it.
  const { output } = await capture(npm, [...args, 'audit', '--json'], {
    cwd: projectDir,
    timeoutMs: 120_000,
  });
  const { code, words } = auditWords(output, shippedNames());
  console.log(words);
  process.exitCode = code;
}
