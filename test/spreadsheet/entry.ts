// `npm run check:spreadsheet`: opens the exports in a real LibreOffice, in an English and a German locale. No formula may
// run, and rows and columns are those of a strict reader.
import { parse } from 'csv-parse/sync';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { summaryCsv, verdictsCsv } from '../../main/data-service/stats/csv.ts';
import { statisticsOf } from '../../main/data-service/stats/statistics.ts';
import { hostileExamples } from '../helpers/hostile-text.ts';
import { storedVerdict } from '../helpers/stored-verdict.ts';
import { imports, officeProfile, officeVersion, openInOffice, type SheetCell } from './office.ts';

const locales = ['en-US', 'de-DE'];

const verdicts = hostileExamples.map((text) =>
  storedVerdict(
    { note: text, branchId: text, reasonIds: [text], policyVersion: text, caseId: '-1+1' },
    { caseTitle: text },
  ),
);
const span = { fromMs: 0, toMs: 8.64e15, timeZone: 'Europe/Berlin' };
const files = {
  verdicts: verdictsCsv(verdicts).csv,
  summary: summaryCsv(statisticsOf(verdicts, span)).csv,
};

type Wanted = { readonly rows: readonly string[][]; readonly how: (typeof imports)[number] };

/** What is wrong with a sheet, in words, held against the rows that a strict reader finds. */
function faultsOf(sheet: readonly SheetCell[][], { rows, how }: Wanted): readonly string[] {
  const formulas = sheet
    .flat()
    .flatMap(({ formula }) => (formula === null ? [] : [`a formula ran: ${formula}`]));
  if (!how.hasColumns) return formulas;
  if (sheet.length !== rows.length)
    return [...formulas, `${sheet.length} rows instead of ${rows.length}`];
  const widths = sheet.flatMap((row, y) =>
    row.length === rows[y]?.length ? [] : [`row ${y + 1} has ${row.length} columns`],
  );
  return [...formulas, ...widths, ...(how.hasWords ? wrongWords(sheet, rows) : [])];
}

function wrongWords(sheet: readonly SheetCell[][], rows: readonly string[][]): readonly string[] {
  return rows.flatMap((row, y) =>
    row.flatMap((text, x) => {
      const cell = sheet[y]?.[x];
      const found = cell?.number ?? cell?.text;
      const wanted = typeof found === 'number' ? Number(text) : text.replaceAll('\r\n', '\n');
      if (found === wanted) return [];
      const where = `row ${y + 1}, column ${x + 1}`;
      return [`${where}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`];
    }),
  );
}

function check(folder: string): number {
  let failed = 0;
  const say = (what: string, faults: readonly string[]) => {
    failed += faults.length > 0 ? 1 : 0;
    console.log(`${faults.length > 0 ? 'FAIL' : 'ok  '}  ${what}`);
    faults.slice(0, 10).forEach((fault) => console.log(`      ${fault}`));
  };
  for (const locale of locales) {
    const profile = officeProfile(folder, locale);
    for (const how of imports) {
      // A check that can't see a formula would pass everything: `control` has one.
      const sheets = openInOffice({ ...files, control: '"=1+1"\r\n' }, profile, how, folder);
      for (const name of ['verdicts', 'summary'] as const) {
        const rows: string[][] = parse(files[name], { record_delimiter: '\r\n' });
        const what = `${locale}, ${how.name}: ${name}, ${rows.length} rows`;
        say(what, faultsOf(sheets[name], { rows, how }));
      }
      const seen = sheets.control.flat().some((cell) => cell.formula !== null);
      if (how.evaluates && !seen)
        say(`${locale}, ${how.name}`, ['an unguarded formula did not show']);
    }
  }
  return failed;
}

const version = officeVersion();
if (version === undefined) {
  console.log(
    'LibreOffice is not installed, so nothing was checked. On Debian or Ubuntu: apt-get install libreoffice-calc',
  );
  process.exitCode = 1;
} else {
  console.log(version);
  const folder = mkdtempSync(join(tmpdir(), 'second-look-spreadsheet-'));
  const failed = check(folder);
  rmSync(folder, { recursive: true, force: true });
  console.log(failed === 0 ? 'No formula ran; rows and columns are right.' : `${failed} failed.`);
  process.exitCode = failed === 0 ? 0 : 1;
}
