import type { z } from 'zod';

export type Random = () => number;

export const pick = <T>(random: Random, from: readonly T[]): T => {
  if (from.length === 0) throw new Error('nothing to pick from');
  return from[Math.floor(random() * from.length)] as T;
};

const texts: readonly string[] = [
  '',
  ' ',
  '\0',
  '\ud800',
  'a\udfff',
  '\u202e\u2066x',
  '\ufeff',
  '=1+1',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  '"',
  "'; DROP TABLE cases; --",
  '%00',
  '\r\n\r\n',
  'e\u0301'.repeat(200),
  '𝕏'.repeat(500),
  'a'.repeat(70_000),
  '019a0000-0000-7000-8000-000000000000',
  'a'.repeat(64),
];
const numbers: readonly number[] = [
  0,
  -0,
  1,
  -1,
  0.5,
  1e-300,
  1e300,
  2 ** 31,
  2 ** 53,
  -(2 ** 53),
  NaN,
  Infinity,
  -Infinity,
];

/** A value of any type and shape, as somebody who means harm would send it. */
export function hostileValue(random: Random, depth = 3): unknown {
  const kind = Math.floor(random() * (depth > 0 ? 8 : 5));
  if (kind === 0) return pick(random, texts);
  if (kind === 1) return pick(random, numbers);
  if (kind === 2) return pick(random, [null, true, false, undefined]);
  if (kind === 3) return new Uint8Array(Math.floor(random() * 100));
  if (kind === 4) return String.fromCharCode(...Array.from({ length: 8 }, () => random() * 65_536));
  if (kind === 5)
    return Array.from({ length: Math.floor(random() * 6) }, () => hostileValue(random, depth - 1));
  if (kind === 6) return nested(Math.floor(random() * 3000));
  return Object.fromEntries(
    Array.from({ length: Math.floor(random() * 6) }, () => [
      pick(random, texts).slice(0, 40),
      hostileValue(random, depth - 1),
    ]),
  );
}

function nested(depth: number): unknown {
  let value: unknown = [];
  for (let n = 0; n < depth; n++) value = [value];
  return value;
}

/** A definition of a Zod schema, as much of it as is followed here. */
type Definition = {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly items?: readonly z.ZodType[];
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly keyType?: z.ZodType;
  readonly valueType?: z.ZodType;
};

/** A value that fits a schema's shape, with hostile leaves; one part in twelve does not fit at all. */
export function shapedValue(schema: z.ZodType, random: Random): unknown {
  if (random() < 1 / 12) return hostileValue(random);
  const definition = schema._zod.def as unknown as Definition;
  const inner = definition.innerType ?? definition.in;
  switch (definition.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(definition.shape ?? {}).map(([key, part]) => [
          key,
          shapedValue(part, random),
        ]),
      );
    case 'array':
      return Array.from({ length: Math.floor(random() * 4) }, () =>
        definition.element ? shapedValue(definition.element, random) : null,
      );
    case 'tuple':
      return (definition.items ?? []).map((part) => shapedValue(part, random));
    case 'union':
      return shapedValue(pick(random, definition.options ?? []), random);
    case 'enum':
      return pick(random, Object.values(definition.entries ?? {}));
    case 'literal':
      return pick(random, definition.values ?? []);
    case 'record':
      return { [pick(random, texts)]: hostileValue(random) };
    case 'string':
      return pick(random, texts);
    case 'number':
    case 'int':
      return pick(random, [...numbers, 7, 1000]);
    case 'boolean':
      return random() < 0.5;
    case 'null':
      return null;
    case 'custom':
      return new Uint8Array(Math.floor(random() * 64));
    case 'optional':
    case 'nullable':
      if (random() < 0.3) return definition.type === 'optional' ? undefined : null;
      return inner ? shapedValue(inner, random) : null;
    default:
      return inner ? shapedValue(inner, random) : hostileValue(random);
  }
}
