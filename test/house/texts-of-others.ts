import { parseSync } from 'vite';
import { readSources, type SourceFile } from './source-tree.ts';

/** A node of the syntax tree, as far as this file looks at it. */
type Node = {
  readonly type: string;
  readonly start: number;
  readonly name?: unknown;
} & Readonly<Record<string, unknown>>;

/** Where a text that somebody else wrote is drawn as it is. */
export type BarePlace = { readonly path: string; readonly name: string; readonly line: number };

/** Attributes whose value a person reads, or a screen reader says. */
const readAttributes = /^(title|alt|placeholder|label|description|textValue|aria-\w+)$/;
/** What makes a text harmless: marks in brackets, nothing hidden left, or a sentence of ours about a code. */
const makesPlain = new Set(['plainText', 'seenText', 'reasonWords', 'answerWords']);
/** The elements that a list is made into are looked at by themselves. */
const ofLists = new Set(['map', 'flatMap', 'filter']);

/** The names of every field of the contracts and nouns that holds free text, and of a fault's sentence. */
export function namesOfFreeText(): ReadonlySet<string> {
  const names = readSources(/^shared\/.*\.ts$/).flatMap(({ text }) =>
    [...text.matchAll(/(\w+): (?:z\s*\.(?:array|nullable)\()?(?:freeText\(|anyText)/g)].map(
      (found) => found[1] ?? '',
    ),
  );
  return new Set([...names, 'message']);
}

/** Every place of a component that draws a field of free text other than through `ForeignText` or as plain text. */
export function bareTexts(file: SourceFile, names: ReadonlySet<string>): readonly BarePlace[] {
  const { program, errors } = parseSync(file.path, file.text);
  if (errors.length > 0) throw new Error(`${file.path}: ${errors[0]?.message}`);
  const places: BarePlace[] = [];
  const look = (drawn: Node) => {
    for (const found of drawnNames(drawn))
      if (names.has(found.name))
        places.push({
          path: file.path,
          name: found.name,
          line: file.text.slice(0, found.start).split('\n').length,
        });
  };
  visit(program, (node) => {
    if (node.type === 'JSXElement' || node.type === 'JSXFragment')
      for (const child of nodes(node['children']))
        if (child.type === 'JSXExpressionContainer') look(node1(child['expression']));
    if (node.type === 'JSXAttribute') {
      const value = node['value'];
      if (
        readAttributes.test(attributeName(node)) &&
        isNode(value) &&
        value.type === 'JSXExpressionContainer'
      )
        look(node1(value['expression']));
    }
  });
  return places;
}

/** The names of what an expression puts on the screen; elements inside it are looked at by themselves. */
function drawnNames(of: Node): readonly { readonly name: string; readonly start: number }[] {
  const all = (parts: readonly Node[]) => parts.flatMap(drawnNames);
  switch (of.type) {
    case 'MemberExpression': {
      const property = node1(of['property']);
      const name = nameOf(property);
      // The language of the page itself.
      return node1(of['object'])['name'] === 'i18n' ? [] : [{ name, start: property.start }];
    }
    case 'Identifier':
      return [{ name: nameOf(of), start: of.start }];
    case 'ConditionalExpression':
      return all([node1(of['consequent']), node1(of['alternate'])]);
    case 'LogicalExpression':
      return of['operator'] === '&&'
        ? drawnNames(node1(of['right']))
        : all([node1(of['left']), node1(of['right'])]);
    case 'BinaryExpression':
      return of['operator'] === '+' ? all([node1(of['left']), node1(of['right'])]) : [];
    case 'TemplateLiteral':
      return all(nodes(of['expressions']));
    case 'ChainExpression':
    case 'ParenthesizedExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
      return drawnNames(node1(of['expression']));
    case 'ArrayExpression':
      return all(nodes(of['elements']));
    case 'ObjectExpression':
      return all(nodes(of['properties']).map((one) => node1(one['value'] ?? one['argument'])));
    case 'ArrowFunctionExpression':
      return drawnNames(node1(of['body']));
    case 'BlockStatement':
      return all(
        nodes(of['body'])
          .filter((one) => one.type === 'ReturnStatement' && isNode(one['argument']))
          .map((one) => node1(one['argument'])),
      );
    case 'CallExpression': {
      const callee = node1(of['callee']);
      if (makesPlain.has(nameOf(callee) || nameOf(node1(callee['property'])))) return [];
      // A method's receiver is what it makes its text of: `note.trim()`.
      const isOfList = ofLists.has(nameOf(node1(callee['property'])));
      const receiver =
        callee.type === 'MemberExpression' && !isOfList ? drawnNames(node1(callee['object'])) : [];
      // The first argument of `t` is the key of a sentence of ours.
      const given = nodes(of['arguments']).slice(callee['name'] === 't' ? 1 : 0);
      return [...receiver, ...all(given)];
    }
    default:
      return [];
  }
}

function attributeName(node: Node): string {
  return nameOf(node1(node['name']));
}

function visit(value: unknown, seen: (node: Node) => void): void {
  if (Array.isArray(value)) for (const one of value) visit(one, seen);
  if (!isNode(value)) return;
  seen(value);
  for (const part of Object.values(value)) if (typeof part === 'object') visit(part, seen);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** The name of an identifier; empty for any other node. */
function nameOf({ name }: Node): string {
  return typeof name === 'string' ? name : '';
}

const nothing: Node = { type: 'Nothing', start: 0 };
const node1 = (value: unknown): Node => (isNode(value) ? value : nothing);
const nodes = (value: unknown): readonly Node[] =>
  Array.isArray(value) ? value.filter(isNode) : [];
