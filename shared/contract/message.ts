import { z } from 'zod';
import { fault } from '../lifetime/fault.ts';

/** The three things that cross a wire. Payloads are checked later, against the contract's own schemas. */
export const message = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('call'),
    id: z.number().int(),
    name: z.string().max(100),
    input: z.unknown(),
  }),
  z.strictObject({ t: z.literal('value'), id: z.number().int(), value: z.unknown() }),
  z.strictObject({ t: z.literal('fault'), id: z.number().int(), fault }),
  z.strictObject({ t: z.literal('event'), name: z.string().max(100), data: z.unknown() }),
]);
export type Message = z.infer<typeof message>;

/** The message, or undefined for anything else: an unknown message is dropped. */
export function parseMessage(raw: unknown): Message | undefined {
  const parsed = parseStranger(message, raw);
  return parsed.success ? parsed.data : undefined;
}

/**
 * What a schema makes of an untrusted value; when it throws, the value does not fit. Zod throws where it freezes
 * a typed array, or where a value nests deeper than the stack: uncaught, one message would end the whole process.
 */
export function parseStranger<S extends z.ZodType>(
  schema: S,
  value: unknown,
): { readonly success: true; readonly data: z.output<S> } | { readonly success: false } {
  try {
    return schema.safeParse(value);
  } catch {
    return { success: false };
  }
}
