import type { z } from 'zod';

/** A JSON column, checked against its schema: what doesn't fit is a bug of ours and throws. */
export function readJson<S extends z.ZodType>(schema: S, text: string): z.output<S> {
  return schema.parse(JSON.parse(text));
}

export function readJsonOrNull<S extends z.ZodType>(
  schema: S,
  text: string | null,
): z.output<S> | null {
  return text === null ? null : readJson(schema, text);
}
