import type { FastifyInstance } from 'fastify';
import { securityContact } from '../../shared/contract/backend-api.ts';

/** How long a reader may rely on the file; each answer makes a new one. */
const goodForMs = 30 * 86_400_000;

/** An address to report security problems to, as RFC 9116 wants it; throws with a sentence for the operator. */
export function readSecurityContact(value: string | undefined): string | null {
  const contact = value?.trim() ?? '';
  if (contact === '') return null;
  if (securityContact.safeParse(contact).success) return contact;
  throw new Error(
    'SECOND_LOOK_SECURITY_CONTACT is no address: it begins with mailto:, https:// or tel: has no blanks and at most 300 characters. Nothing was started.',
  );
}

/** `/.well-known/security.txt`: where to report a problem; not there while the operator named no address. */
export function serveSecurityContact(
  app: FastifyInstance,
  contact: string | null,
  nowMs: () => number,
): void {
  if (contact === null) return;
  app.get('/.well-known/security.txt', { schema: { hide: true } }, async (_request, reply) => {
    const expires = new Date(nowMs() + goodForMs).toISOString();
    return reply
      .type('text/plain; charset=utf-8')
      .send(`Contact: ${contact}\nExpires: ${expires}\nPreferred-Languages: en\n`);
  });
}
