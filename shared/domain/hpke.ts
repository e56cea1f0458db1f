/** HMAC-SHA-256 (RFC 2104), passed in. */
export type HmacSha256 = (key: Uint8Array, data: Uint8Array) => Uint8Array;

/** AES-256-GCM as HPKE numbers it; AES-128-GCM is there for the published test vectors. */
export const aeads = {
  'aes-256-gcm': { id: 2, keyBytes: 32 },
  'aes-128-gcm': { id: 1, keyBytes: 16 },
} as const;

/** Key and nonce of the one message of an HPKE context. */
export type HpkeKey = { readonly key: Uint8Array; readonly nonce: Uint8Array };

/**
 * The key schedule of RFC 9180 in base mode for DHKEM(X25519, HKDF-SHA256) and HKDF-SHA256. `shared` is the X25519
 * secret, `enc` the ephemeral and `recipient` the recipient's public key, both raw.
 */
export function hpkeKey(
  hmac: HmacSha256,
  dh: { readonly shared: Uint8Array; readonly enc: Uint8Array; readonly recipient: Uint8Array },
  info: Uint8Array,
  aead: keyof typeof aeads = 'aes-256-gcm',
): HpkeKey {
  const { id, keyBytes } = aeads[aead];
  const kem = labeled(hmac, joined(ascii('KEM'), twoBytes(0x0020)));
  const suite = labeled(
    hmac,
    joined(ascii('HPKE'), twoBytes(0x0020), twoBytes(0x0001), twoBytes(id)),
  );
  const none = new Uint8Array();

  const eae = kem.extract(none, 'eae_prk', dh.shared);
  const secret = kem.expand(eae, 'shared_secret', joined(dh.enc, dh.recipient), 32);
  const baseMode = Uint8Array.of(0);
  const pskIdHash = suite.extract(none, 'psk_id_hash', none);
  const infoHash = suite.extract(none, 'info_hash', info);
  const context = joined(baseMode, pskIdHash, infoHash);
  const root = suite.extract(secret, 'secret', none);
  return {
    key: suite.expand(root, 'key', context, keyBytes),
    nonce: suite.expand(root, 'base_nonce', context, 12),
  };
}

/** LabeledExtract and LabeledExpand; no key here is longer than one block of HKDF. */
function labeled(hmac: HmacSha256, suite: Uint8Array) {
  const version = ascii('HPKE-v1');
  return {
    extract: (salt: Uint8Array, label: string, ikm: Uint8Array) =>
      hmac(salt, joined(version, suite, ascii(label), ikm)),
    expand: (prk: Uint8Array, label: string, info: Uint8Array, length: number) =>
      hmac(
        prk,
        joined(twoBytes(length), version, suite, ascii(label), info, Uint8Array.of(1)),
      ).slice(0, length),
  };
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function twoBytes(n: number): Uint8Array {
  return Uint8Array.of(n >> 8, n & 255);
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
