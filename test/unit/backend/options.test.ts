import { expect, test } from 'vitest';
import { parseIngestLine } from '../../../backend/intake/ingest-line.ts';
import { readCommandLine } from '../../../backend/options.ts';

test('a backend is for this machine, by plain HTTP, unless told otherwise', () => {
  const line = readCommandLine([]);
  expect(line).toMatchObject({
    host: '127.0.0.1',
    tls: null,
    isBehindTlsProxy: false,
    invite: false,
  });
});

test.each([['0.0.0.0'], ['::'], ['10.0.0.5'], ['desk.example'], ['127.0.0.1.example']])(
  '--host %s wants TLS, or a word that a proxy does it',
  (host) => {
    expect(() => readCommandLine(['--host', host])).toThrow(
      /--tls-cert FILE .* --behind-tls-proxy/,
    );
    expect(readCommandLine(['--host', host, '--behind-tls-proxy']).host).toBe(host);
    const files = ['--tls-cert', 'c.pem', '--tls-key', 'k.pem'];
    expect(readCommandLine(['--host', host, ...files]).tls).toEqual({
      certFile: 'c.pem',
      keyFile: 'k.pem',
    });
  },
);

test('a certificate without its key is refused', () => {
  expect(() => readCommandLine(['--tls-cert', 'c.pem'])).toThrow(/go together/);
});

test.each([[['--invite', 'MY-CODE']], [['--invite=MY-CODE']]])(
  'a code of the own choice is refused: %j',
  (argv) => {
    expect(() => readCommandLine(argv)).toThrow('--invite takes no code any more');
  },
);

test('--invite alone is taken, wherever it stands', () => {
  expect(readCommandLine(['--invite']).invite).toBe(true);
  expect(readCommandLine(['--invite', '--port', '0']).invite).toBe(true);
});

test('names are names: no scheme, no port', () => {
  expect(readCommandLine(['--public-name', 'Desk.Example']).publicNames).toEqual(['desk.example']);
  for (const name of ['https://desk.example', 'desk.example:443', ''])
    expect(() => readCommandLine([`--public-name=${name}`])).toThrow(/--public-name wants/);
});

test.each([[['--token', 'T']], [['--token=T']]])('a token is no argument: %j', (more) => {
  expect(() => parseIngestLine(['clip.mp4', ...more])).toThrow(
    /every user of this machine can read it.* --token-file FILE/,
  );
});
