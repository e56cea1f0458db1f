import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SaxesParser } from 'saxes';

export type SheetCell = {
  readonly text: string;
  readonly formula: string | null;
  /** Set where the spreadsheet took the text for a number. */
  readonly number: number | null;
};

/** How a file is opened: LibreOffice's own guess, or its CSV filter with these tokens. */
export type Import = { readonly name: string; readonly filter: string | null };

const utf8 = 76;
const tokens = (separator: string, evaluates: boolean) =>
  `CSV:${separator.charCodeAt(0)},34,${utf8},1,,0,false,true,false,false,false,0,${evaluates}`;

/** By a reader who splits at commas, rows and columns must be right; where the encoding is right, the words too. */
type Expected = {
  readonly evaluates: boolean;
  readonly hasColumns: boolean;
  readonly hasWords: boolean;
};
const formulasOnly: Expected = { evaluates: true, hasColumns: false, hasWords: false };

export const imports: readonly (Import & Expected)[] = [
  {
    name: 'as LibreOffice guesses',
    filter: null,
    evaluates: true,
    hasColumns: true,
    hasWords: false,
  },
  {
    name: 'comma, UTF-8',
    filter: tokens(',', false),
    evaluates: false,
    hasColumns: true,
    hasWords: true,
  },
  {
    name: 'comma, UTF-8, formulas evaluated',
    filter: tokens(',', true),
    evaluates: true,
    hasColumns: true,
    hasWords: true,
  },
  { name: 'semicolon, formulas evaluated', filter: tokens(';', true), ...formulasOnly },
  { name: 'tab, formulas evaluated', filter: tokens('\t', true), ...formulasOnly },
];

/** Version line of the LibreOffice here; undefined where there is none. */
export function officeVersion(): string | undefined {
  const { status, stdout } = spawnSync('soffice', ['--headless', '--version'], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** A profile of its own for a locale, so that nothing of this machine's user plays in. */
export function officeProfile(folder: string, locale: string): string {
  const profile = join(folder, `profile-${locale}`);
  mkdirSync(join(profile, 'user'), { recursive: true });
  writeFileSync(
    join(profile, 'user', 'registrymodifications.xcu'),
    `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>${locale}</value></prop></item>
</oor:items>
`,
  );
  return profile;
}

/** Opens CSV files of a folder in LibreOffice and gives their cells, row by row; throws where LibreOffice made nothing. */
export function openInOffice<Name extends string>(
  texts: Readonly<Record<Name, string>>,
  profile: string,
  how: Import,
  folder: string,
): Readonly<Record<Name, SheetCell[][]>> {
  const names = Object.keys(texts) as Name[];
  const files = names.map((name) => join(folder, `${name}.csv`));
  names.forEach((name, at) => writeFileSync(files[at] ?? '', texts[name]));
  const filter = how.filter === null ? [] : [`--infilter=${how.filter}`];
  const where = `-env:UserInstallation=${pathToFileURL(profile).href}`;
  const args = [where, '--headless', ...filter, '--convert-to', 'fods', '--outdir', folder];
  const ran = spawnSync('soffice', [...args, ...files], { encoding: 'utf8', timeout: 300_000 });
  if (ran.status !== 0) throw new Error(`LibreOffice ended with ${ran.status}: ${ran.stderr}`);
  const sheetOf = (name: Name) => {
    const made = join(folder, `${name}.fods`);
    const cells = cellsOf(readFileSync(made, 'utf8'));
    rmSync(made);
    return [name, cells] as const;
  };
  return Object.fromEntries(names.map(sheetOf)) as Record<Name, SheetCell[][]>;
}

type OpenCell = { text: string[]; formula: string | null; number: number | null; times: number };

/** Rows and cells of the first table of a flat OpenDocument (OASIS ODF 1.3, part 3, section 9). */
function cellsOf(fods: string): SheetCell[][] {
  const rows: SheetCell[][] = [];
  let row: SheetCell[] = [];
  let cell: OpenCell | null = null;
  let isInText = false;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes: is }) => {
    if (name === 'table:table-row') row = [];
    else if (name === 'table:table-cell')
      cell = {
        text: [],
        formula: is['table:formula'] ?? null,
        number: is['office:value-type'] === 'float' ? Number(is['office:value']) : null,
        times: Number(is['table:number-columns-repeated'] ?? 1),
      };
    else if (name === 'text:p') {
      cell?.text.push('');
      isInText = true;
    } else if (name === 'text:s') add(' '.repeat(Number(is['text:c'] ?? 1)));
    else if (name === 'text:tab') add('\t');
    else if (name === 'text:line-break') add('\n');
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'text:p') isInText = false;
    if (name === 'table:table-row') rows.push(row);
    if (name !== 'table:table-cell' || cell === null) return;
    const { text, formula, number, times } = cell;
    for (let at = 0; at < times; at += 1) row.push({ text: text.join('\n'), formula, number });
    cell = null;
  });
  parser.on('text', add);
  function add(text: string): void {
    if (cell === null || !isInText) return;
    cell.text.push(`${cell.text.pop() ?? ''}${text}`);
  }
  parser.write(fods).close();
  return rows;
}
