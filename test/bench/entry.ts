import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Ground } from './bench.ts';
import { openBenchDesk, type BenchDesk } from './bench-desk.ts';
import { benches } from './benches.ts';
import { prepareDesk, type PreparedDesk } from './prepared-desk.ts';
import type { BenchRow } from './rows.ts';
import { printTable } from './table.ts';

const { values } = parseArgs({
  options: { json: { type: 'string' }, only: { type: 'string' } },
});

const wanted = values.only?.split(',') ?? [];
const isWanted = (name: string) =>
  wanted.length === 0 || wanted.some((part) => name === part || part.startsWith(`${name}.`));
const chosen = benches.filter(({ name }) => isWanted(name));
if (chosen.length === 0) {
  console.error(`Nothing is called that. Benches: ${benches.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const made: { big?: Promise<PreparedDesk>; open?: Promise<BenchDesk> } = {};
const ground: Ground = {
  bigDesk: () => (made.big ??= prepareDesk(100_000)),
  benchDesk: () => (made.open ??= openBenchDesk()),
};
async function closeDesk(): Promise<void> {
  const open = await made.open?.catch(() => undefined);
  delete made.open;
  await open?.close();
}

// Playwright ends its app on these signals, but not this process.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.on(signal, () => process.exit(code));
}

const rows: BenchRow[] = [];
const troubles: string[] = [];

const load = loadavg()[0] ?? 0;
console.log(
  `${cpus()[0]?.model ?? 'processor'}, ${cpus().length} cores, load ${load.toFixed(1)}\n`,
);
for (const bench of chosen) {
  const why = bench.whyNot();
  if (why !== null) {
    troubles.push(`SKIPPED ${bench.name}: ${why}`);
    continue;
  }
  const startedMs = performance.now();
  try {
    rows.push(...(await bench.run(ground)));
  } catch (error) {
    troubles.push(`FAILED ${bench.name}: ${error instanceof Error ? error.stack : String(error)}`);
    // Who knows where it stands now.
    await closeDesk();
  }
  // An open desk beside the next bench would take its share of the machine.
  if (!bench.keepsDesk) await closeDesk();
  console.log(`${bench.name} ... ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
}
await closeDesk();
await (await made.big)?.remove();

console.log(`\n${printTable(rows)}`);
for (const row of rows) {
  if (row.exactShare !== undefined && row.exactShare < 1)
    console.log(`NOT EXACT: ${row.id}: ${(row.exactShare * 100).toFixed(1)} %`);
}
for (const trouble of troubles) console.log(trouble);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ rows }, null, 2)}\n`);
process.exitCode = troubles.some((trouble) => trouble.startsWith('FAILED')) ? 1 : 0;
