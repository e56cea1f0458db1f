import { readdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { differenceOf, isCompatible, testGoldens } from '../shared/policy-pack/goldens.ts';
import { faultsAgainst, lint, type PackFault } from '../shared/policy-pack/lint.ts';
import { packSchemas, type PolicyPack } from '../shared/policy-pack/pack.ts';
import { allPaths } from '../shared/policy-pack/walk.ts';
import { readPack } from './policy-packs/read-pack.ts';
import { print, runCommand } from './runtime/run-command.ts';

const usage = `npm run policy -- check [FOLDER ...]   is each pack complete and sound
npm run policy -- test [FOLDER ...]    does each golden end where it must
npm run policy -- diff FOLDER FOLDER   what ends elsewhere in the second one
npm run policy -- schema FOLDER        writes the JSON Schemas of a pack's files, for editors
Without a folder: the packs of backend/policies.`;

const shipped = fileURLToPath(new URL('policies', import.meta.url));

async function foldersOf(given: readonly string[]): Promise<readonly string[]> {
  if (given.length > 0) return given.map((folder) => resolve(folder));
  const found = await readdir(shipped, { withFileTypes: true });
  return found.filter((one) => one.isDirectory()).map((one) => join(shipped, one.name));
}

function tell(name: string, { file, at, says, mend }: PackFault): void {
  print(`FAILED  ${name}: ${file}, ${at}: ${says}. Mend: ${mend}.`);
}

type Counts = { passed: number; failed: number };

async function check(folders: readonly string[], counts: Counts): Promise<void> {
  for (const folder of folders) {
    const name = basename(folder);
    const read = await readPack(folder);
    const faults = read.ok ? lint(read.pack) : read.faults;
    faults.forEach((fault) => tell(name, fault));
    counts.failed += faults.length;
    if (!read.ok || faults.length > 0) continue;
    counts.passed += 1;
    const { version, nodes, rules, goldens, languages } = read.pack;
    const paths = allPaths(read.pack).length;
    print(
      `passed  ${name} ${version}: ${nodes.length} questions, ${rules.length} rules, ${paths} paths, ${goldens.length} goldens, in ${languages.join(', ')}; ${read.hash}`,
    );
  }
}

async function testAll(folders: readonly string[], counts: Counts): Promise<void> {
  for (const folder of folders) {
    const name = basename(folder);
    const read = await readPack(folder);
    if (!read.ok) {
      read.faults.forEach((fault) => tell(name, fault));
      counts.failed += read.faults.length;
      continue;
    }
    for (const { golden, isGood, says } of testGoldens(read.pack)) {
      counts[isGood ? 'passed' : 'failed'] += 1;
      print(isGood ? `passed  ${name}: ${golden.id}` : `FAILED  ${name}: ${golden.id} ${says}.`);
    }
  }
}

async function packAt(folder: string): Promise<PolicyPack> {
  const read = await readPack(folder);
  if (read.ok) return read.pack;
  read.faults.forEach((fault) => tell(basename(folder), fault));
  throw new Error(`${folder} is no policy pack: nothing was compared.`);
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

async function diff([first, second]: readonly string[]): Promise<void> {
  if (first === undefined || second === undefined) throw new Error(usage);
  const [before, after] = [await packAt(resolve(first)), await packAt(resolve(second))];
  const { compared, flips, share, byRule } = differenceOf(before, after);
  for (const flip of flips) print(`${flip.id}: ended at ${flip.before}, ends at ${flip.after}`);
  for (const { rule, flips: n, of } of byRule) print(`${rule}: ${n} of ${of} goldens flip`);
  faultsAgainst(before, after).forEach((fault) => tell(basename(second), fault));
  const width =
    share === null
      ? ''
      : ` (${percent(share.value)}; 95 %: ${percent(share.from)} to ${percent(share.to)})`;
  print(`${flips.length} of ${compared} goldens end elsewhere${width}`);
  print(
    isCompatible(before, after)
      ? `Verdicts under ${before.version} hold under ${after.version}, as far as the goldens tell.`
      : `Verdicts under ${before.version} do not all hold under ${after.version}.`,
  );
}

async function writeSchemas(folder: string | undefined): Promise<void> {
  if (folder === undefined) throw new Error(usage);
  for (const [file, schema] of Object.entries(packSchemas()))
    await writeFile(join(resolve(folder), file), schema);
}

await runCommand(async () => {
  const [act, ...given] = process.argv.slice(2);
  if (act === 'diff') return diff(given);
  if (act === 'schema') return writeSchemas(given[0]);
  if (act !== 'check' && act !== 'test') {
    print(usage);
    return act === undefined || act === '--help' ? 0 : 2;
  }
  const counts: Counts = { passed: 0, failed: 0 };
  await (act === 'check' ? check : testAll)(await foldersOf(given), counts);
  print(`${counts.passed} passed, ${counts.failed} failed`);
  return counts.failed > 0 ? 1 : 0;
});
