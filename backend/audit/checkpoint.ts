import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** A tree head as the log signs it. */
export type TreeHead = {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
};

/** Algorithm byte of Ed25519 in C2SP's signed-note. */
const ed25519Byte = 1;
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');

function rawKey(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' }).subarray(spkiHead.length);
}

function keyIdOf(name: string, raw: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(ed25519Byte), raw]);
  return createHash('sha256').update(named).digest().subarray(0, 4);
}

/** C2SP verifier key `name+hash+base64` of an Ed25519 public key. */
export function verifierKey(name: string, publicKey: KeyObject): string {
  const raw = rawKey(publicKey);
  const encoded = Buffer.concat([Buffer.of(ed25519Byte), raw]).toString('base64');
  return `${name}+${keyIdOf(name, raw).toString('hex')}+${encoded}`;
}

/** Name and key of a C2SP verifier key; null for anything else. */
export function readVerifierKey(text: string): { name: string; key: KeyObject; id: Buffer } | null {
  const parts = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text);
  const [, name = '', id = '', encoded = ''] = parts ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  const raw = bytes.subarray(1);
  if (!parts || bytes.length !== 33 || bytes[0] !== ed25519Byte) return null;
  if (keyIdOf(name, raw).toString('hex') !== id) return null;
  const der = Buffer.concat([spkiHead, raw]);
  return {
    name,
    id: Buffer.from(id, 'hex'),
    key: createPublicKey({ key: der, format: 'der', type: 'spki' }),
  };
}

/** A C2SP checkpoint: origin, size and root, signed as a note. */
export function signCheckpoint({ origin, size, root }: TreeHead, privateKey: KeyObject): string {
  const text = `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
  const id = keyIdOf(origin, rawKey(createPublicKey(privateKey)));
  const signature = sign(null, Buffer.from(text), privateKey);
  return `${text}\n— ${origin} ${Buffer.concat([id, signature]).toString('base64')}\n`;
}

/** The tree head of a checkpoint that the verifier key signed; null when it did not, or for anything else. */
export function openCheckpoint(note: string, key: string): TreeHead | null {
  const signer = readVerifierKey(key);
  const cut = note.lastIndexOf('\n\n');
  if (!signer || cut < 0) return null;
  const text = note.slice(0, cut + 1);
  const isSigned = note
    .slice(cut + 2)
    .split('\n')
    .some((line) => {
      const [dash, name, encoded, ...rest] = line.split(' ');
      const bytes = Buffer.from(encoded ?? '', 'base64');
      if (dash !== '—' || name !== signer.name || rest.length > 0) return false;
      if (bytes.toString('base64') !== encoded) return false;
      if (bytes.length !== 68 || !bytes.subarray(0, 4).equals(signer.id)) return false;
      return verify(null, Buffer.from(text), signer.key, bytes.subarray(4));
    });
  const [origin = '', size = '', root = '', end] = text.split('\n');
  const bytes = Buffer.from(root, 'base64');
  const isWhole = /^(0|[1-9]\d{0,14})$/.test(size) && bytes.length === 32 && end === '';
  return isSigned && isWhole && origin === signer.name
    ? { origin, size: Number(size), root: bytes }
    : null;
}
