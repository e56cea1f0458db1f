import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Builder, LocalSigner } from '@contentauth/c2pa-node';

/** Clips with a C2PA manifest by a signer that only this test knows, and the root that vouches for it. */
export type SignedClips = {
  readonly signed: string;
  /** One bit of the media changed after signing. */
  readonly tampered: string;
  readonly rootPem: string;
};

const extensions = `[root]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
[signer]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=critical,emailProtection
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
[req]
distinguished_name=name
[name]
`;
const generated = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';

/** Signs a copy of an MP4 as "made by a model"; keys and certificates are made on the spot by openssl. */
export function signClip(plain: string, folder: string): SignedClips {
  const path = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  writeFileSync(path('openssl.cnf'), extensions);
  for (const name of ['root', 'signer']) {
    openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', path(`${name}.sec1`));
    openssl(
      'pkcs8',
      '-topk8',
      '-nocrypt',
      '-in',
      path(`${name}.sec1`),
      '-out',
      path(`${name}.key`),
    );
  }
  const conf = ['-config', path('openssl.cnf')];
  openssl(
    'req',
    '-x509',
    '-new',
    '-key',
    path('root.key'),
    '-days',
    '30',
    ...conf,
    '-subj',
    '/O=Second Look tests/CN=test root',
    '-extensions',
    'root',
    '-out',
    path('root.pem'),
  );
  openssl(
    'req',
    '-new',
    '-key',
    path('signer.key'),
    ...conf,
    '-subj',
    '/O=Second Look tests/CN=test signer',
    '-out',
    path('signer.csr'),
  );
  openssl(
    'x509',
    '-req',
    '-in',
    path('signer.csr'),
    '-CA',
    path('root.pem'),
    '-CAkey',
    path('root.key'),
    '-CAcreateserial',
    '-days',
    '30',
    '-extfile',
    path('openssl.cnf'),
    '-extensions',
    'signer',
    '-out',
    path('signer.pem'),
  );
  const chain = Buffer.concat([readFileSync(path('signer.pem')), readFileSync(path('root.pem'))]);
  const signer = LocalSigner.newSigner(chain, readFileSync(path('signer.key')), 'es256');
  const builder = Builder.new();
  builder.setIntent({ create: generated });
  const signed = path('signed.mp4');
  builder.sign(signer, { path: plain, mimeType: 'video/mp4' }, { path: signed });
  const bytes = readFileSync(signed);
  const at = bytes.indexOf('mdat') + 200;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  const tampered = path('tampered.mp4');
  writeFileSync(tampered, bytes);
  return { signed, tampered, rootPem: readFileSync(path('root.pem'), 'utf8') };
}
