import { generateKeyPairSync } from 'node:crypto';
import { ok, type Result } from '../../../shared/lifetime/result.ts';
import type { Tables } from '../cache/tables.ts';
import type { BackendClient } from '../network/backend-client.ts';

/** Enrols this desk: makes an Ed25519 key pair and stores it with the token in the encrypted cache. */
export async function enrolDesk(
  tables: Tables,
  client: BackendClient,
  backendUrl: string,
  invitation: string,
  deskVersion: string,
  /** Runs in the transaction that makes the enrolment count; a failure calls it off. */
  before: () => Result<null> = () => ok(null),
): Promise<Result<null>> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const devicePublicKey = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const answered = await client.call('enrolDevice', {
    body: { invitation, devicePublicKey, deskVersion },
  });
  if (!answered.ok) return answered;
  return tables.transaction(() => {
    const may = before();
    if (!may.ok) return may;
    tables.settings.write('enrolment', { ...answered.value, backendUrl });
    tables.settings.write(
      'deviceKey',
      privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    );
    // A new device begins a chain of its own.
    tables.settings.forget('previousVerdictHash');
    tables.settings.forget('cursor');
    tables.settings.forget('pendingClaim');
    return ok(null);
  });
}
