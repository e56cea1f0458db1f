import { builtinModules } from 'node:module';
import { relative } from 'node:path';
import type { OxlintOverride } from 'oxlint';
import manifest from '../../../package.json' with { type: 'json' };
import { mayImport, mayUse, rooms } from './rooms.ts';
import type { Room } from './room.ts';

const packages = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
const modulesOfNode = builtinModules.map((name) => `node:${name.replace(/^node:/, '')}`);

const noBarrels = {
  regex: '(^|/)(index|utils|helpers|common|misc)(\\.tsx?)?$',
  message: 'No barrels and no rooms for leftovers: import the file that owns the thing.',
};

type Pattern = { readonly regex: string; readonly message: string };

/** What each room must not import, in the order of the table. */
export const importRules = rooms.map((room) => ({
  // This folder alone: the folders below it are rooms of their own.
  files: `${room.path}/*.{ts,tsx}`,
  patterns: [...forbidden(room), noBarrels],
}));

/** The same for the linter: while a line is written it says what the house test would say of it. */
export const importOverrides: OxlintOverride[] = importRules.map(({ files, patterns }) => ({
  files: [files],
  rules: { 'no-restricted-imports': ['error', { patterns }] },
}));

function forbidden(room: Room): readonly Pattern[] {
  const where = 'The table of rooms (test/house/rooms/rooms.ts) says who may import whom.';
  // The dialect has no look-ahead, so what is forbidden is spelt out instead of "all but".
  const folders = rooms.filter(({ path }) => !mayImport(room, path));
  const others = [...packages, ...modulesOfNode].filter((name) => !mayUse(room, name));
  return [
    {
      regex: `^(${folders.map(({ path }) => literal(specifierOf(room.path, path))).join('|')})/[^/]+$`,
      message: `${room.path} does not import that folder. ${where}`,
    },
    {
      regex: `^(${others.map(literal).join('|')})(/|\\?|$)`,
      message: `${room.path} does not use that package. ${where}`,
    },
    {
      regex: '^(\\.\\./)+(test|tools|docs|out|dist)/',
      message: 'The product imports the product.',
    },
  ];
}

/** How a file in `from` names the folder `to`. */
export function specifierOf(from: string, to: string): string {
  const path = relative(from, to);
  return path.startsWith('.') ? path : `./${path}`;
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
