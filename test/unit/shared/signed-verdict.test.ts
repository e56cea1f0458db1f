import { expect, test } from 'vitest';
import { preAuthEncoding, verdictEnvelope } from '../../../shared/domain/signed-verdict.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('what is signed is encoded as the DSSE specification prints it', () => {
  const encoded = preAuthEncoding('http://example.com/HelloWorld', bytes('hello world'));
  expect(new TextDecoder().decode(encoded)).toBe(
    'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
  );
});

test('lengths are counted in bytes, and any payload is kept as it is', () => {
  expect(new TextDecoder().decode(preAuthEncoding('ä', bytes('🎬 שלום')))).toBe(
    `DSSEv1 2 ä ${bytes('🎬 שלום').length} 🎬 שלום`,
  );
  const raw = Uint8Array.from([0, 255, 10, 128]);
  expect([...preAuthEncoding('t', raw).subarray(-4)]).toEqual([...raw]);
});

test('an envelope of another kind of payload, or without a signature, is no verdict', () => {
  const good = {
    payloadType: 'application/vnd.second-look.verdict+json',
    payload: 'e30=',
    signatures: [{ keyid: 'k', sig: 'AAAA' }],
  };
  expect(verdictEnvelope.safeParse(good).success).toBe(true);
  expect(verdictEnvelope.safeParse({ ...good, payloadType: 'application/json' }).success).toBe(
    false,
  );
  expect(verdictEnvelope.safeParse({ ...good, signatures: [] }).success).toBe(false);
  expect(verdictEnvelope.safeParse({ ...good, payload: 'not base64!' }).success).toBe(false);
});
