import { z } from 'zod';
import { fault } from '../lifetime/fault.ts';

/** The three things that cross a wire. Payloads are checked later, against the contract's own schemas. */
export const message = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('ask'),
    id: z.number().int(),
    name: z.string().max(100),
    input: z.unknown(),
  }),
  z.strictObject({ t: z.literal('value'), id: z.number().int(), value: z.unknown() }),
  z.strictObject({ t: z.literal('fault'), id: z.number().int(), fault }),
  z.strictObject({ t: z.literal('event'), name: z.string().max(100), data: z.unknown() }),
]);
export type Message = z.infer<typeof message>;

/** The message, or undefined for anything else: a stranger's message is dropped. */
export function parseMessage(raw: unknown): Message | undefined {
  const parsed = message.safeParse(raw);
  return parsed.success ? parsed.data : undefined;
}
