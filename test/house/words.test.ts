import { expect, test } from 'vitest';
import { parseSync } from 'vite';
import { readSources, type SourceFile } from './source-tree.ts';

/** A node of the syntax tree, of any type. */
type Node = { readonly type: string; readonly start: number } & Readonly<Record<string, unknown>>;

/** Attributes that people read or hear. */
const spoken =
  /^(aria-(label|description|valuetext|roledescription|placeholder)|title|alt|placeholder|label|name|hint|note|words)$/;
/** Attributes that only the machine reads. */
const silent = /^(className|d|path|style|id|key|role|type)$/;
/** Takes a fault's own sentence, a developer's, a key of the catalogue, or CSS. */
const notForThePage = /^(Error|err|t|matchMedia|querySelector|closest)$/;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** The text that a node holds itself. */
function textOf(node: Node): string | null {
  const { value } = node;
  if (node.type === 'JSXText' || node.type === 'Literal')
    return typeof value === 'string' ? value : null;
  if (node.type !== 'TemplateElement') return null;
  return String((value as { readonly cooked?: string }).cooked ?? '');
}

/** What is called or made here: `err` of `err(...)`, `closest` of `node.closest(...)`. */
function calleeOf({ callee }: Node): string {
  if (!isNode(callee)) return '';
  const name = isNode(callee['property']) ? callee['property']['name'] : callee['name'];
  return typeof name === 'string' ? name : '';
}

/** The nearest attribute around, by name; none once a function or an element lies between. */
function attributeOf(above: readonly Node[]): string {
  const attribute = above.findLast(
    ({ type }) => type === 'JSXAttribute' || type === 'JSXElement' || type.includes('Function'),
  );
  const name = attribute?.['name'];
  return isNode(name) ? String(name['name']) : '';
}

function isForPeople(node: Node, text: string, above: readonly Node[]): boolean {
  if (!/\p{L}/u.test(text)) return false;
  if (node.type === 'JSXText') return true;
  if (
    above.some(
      (one) => /^(Call|New)Expression$/.test(one.type) && notForThePage.test(calleeOf(one)),
    )
  )
    return false;
  // Types, modules, what is compared with, and the fonts of a canvas.
  const [parent] = above.slice(-1);
  if (/^(TS.*|Import.*|BinaryExpression|AssignmentExpression|SwitchCase)$/.test(parent?.type ?? ''))
    return false;
  const attribute = attributeOf(above);
  if (silent.test(attribute)) return false;
  const isSpoken = spoken.test(attribute) && !above.some(({ type }) => type === 'CallExpression');
  return isSpoken || /\p{L}[’'.,:;]* +\p{L}/u.test(text);
}

function strayWords({ path, text }: Pick<SourceFile, 'path' | 'text'>): string[] {
  const found: string[] = [];
  const look = (value: unknown, above: readonly Node[]): void => {
    if (Array.isArray(value)) for (const one of value) look(one, above);
    if (!isNode(value)) return;
    const own = textOf(value);
    if (own !== null && isForPeople(value, own, above)) {
      const line = text.slice(0, value.start).split('\n').length;
      found.push(`${path}:${line} ${own.trim()}`);
    }
    for (const part of Object.values(value)) look(part, [...above, value]);
  };
  look(parseSync(path, text).program, []);
  return found;
}

test('every word that people read or hear stands in the catalogue', () => {
  // What decodes and measures has no screen: it speaks by the sentences of its faults.
  const page = readSources(/^renderer\/(?!(strings|workers|evidence)\/).*\.tsx?$/);
  expect(page.length).toBeGreaterThan(150);
  expect(page.flatMap(strayWords)).toEqual([]);
});

test.each([
  ['<p>Saved</p>', 'Saved'],
  ['<p>{isOn ? t("a.b") : "not yet"}</p>', 'not yet'],
  ['<button aria-label="Close" />', 'Close'],
  ['<button title={isOn ? "Off" : t("a.on")} />', 'Off'],
  ['<button title={`${name} off`} />', 'off'],
  ['const words = { on: "pitch kept" }', 'pitch kept'],
])('%s is found', (text, word) => {
  expect(strayWords({ path: 'a.tsx', text })).toEqual([`a.tsx:1 ${word}`]);
});

test.each([
  '<p className="lane is-low">{t("a.b")} ×2</p>',
  '<button aria-label={t(`a.${kind}`, { count })} role="slider" />',
  'throw new Error("no canvas here")',
  'err("timed-out", "Nothing came of it.", "later")',
])('%s is no word of the page', (text) => {
  expect(strayWords({ path: 'a.tsx', text })).toEqual([]);
});
