import { isIP } from 'node:net';
import { readOptions, wholeNumber } from './runtime/read-options.ts';
import { defaultDataFolder } from './store/data-folder.ts';
import { isLoopbackHost } from './runtime/loopback.ts';

export type CommandLine = {
  readonly host: string;
  readonly port: number;
  readonly dataFolder: string;
  readonly seed: 'demo' | null;
  readonly seedMedia: string | null;
  /** Make a person known and print a code for their desk. */
  readonly invite: boolean;
  readonly leaseSeconds: number | null;
  /** Names under which others reach this backend, besides those of this machine. */
  readonly publicNames: readonly string[];
  /** PEM files. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  readonly isBehindTlsProxy: boolean;
};

export const usage = `backend [--port N] [--data DIR] [--seed demo] [--seed-media DIR] [--invite] [--lease-seconds N]
        [--host 127.0.0.1] [--public-name NAME]... [--tls-cert FILE --tls-key FILE | --behind-tls-proxy]
  --invite                      make a reviewer known and print a code that enrols one desk, once, within 7 days;
                                for others, and for leads and auditors: npm run invite
  --host ADDRESS                listen beyond this machine: wants TLS, by the two files or by a proxy in front
  --public-name NAME            a host name under which desks reach this backend; any other is refused
  DATABASE_URL                  use this PostgreSQL instead of the embedded database
  SECOND_LOOK_OPERATOR_TOKEN    use this operator token (32 characters or more) instead of DIR/operator.token
  SECOND_LOOK_SECURITY_CONTACT  where to report security problems (mailto:, https:// or tel:)`;

const options = {
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string', default: '4555' },
  data: { type: 'string' },
  seed: { type: 'string' },
  'seed-media': { type: 'string' },
  invite: { type: 'boolean', default: false },
  'lease-seconds': { type: 'string' },
  'public-name': { type: 'string', multiple: true, default: [] as string[] },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  'behind-tls-proxy': { type: 'boolean', default: false },
} as const;

/** @throws with a sentence for the person at the terminal. */
export function readCommandLine(argv: readonly string[]): CommandLine {
  refuseChosenCode(argv);
  const { values } = readOptions({ args: [...argv], options }, ['public-name']);
  if (values.seed !== undefined && values.seed !== 'demo')
    throw new Error('The only seed is "demo".');
  const leaseSeconds = values['lease-seconds'];
  const { 'tls-cert': certFile, 'tls-key': keyFile } = values;
  if ((certFile === undefined) !== (keyFile === undefined))
    throw new Error(
      '--tls-cert and --tls-key go together: the certificate and its key, as PEM files.',
    );
  const line: CommandLine = {
    host: values.host,
    port: wholeNumber('--port', values.port, 0, 65_535),
    dataFolder: values.data ?? defaultDataFolder(),
    seed: values.seed ?? null,
    seedMedia: values['seed-media'] ?? null,
    invite: values.invite,
    leaseSeconds:
      leaseSeconds === undefined
        ? null
        : wholeNumber('--lease-seconds', leaseSeconds, 1, 10_000_000),
    publicNames: values['public-name'].map(hostName),
    tls: certFile === undefined || keyFile === undefined ? null : { certFile, keyFile },
    isBehindTlsProxy: values['behind-tls-proxy'],
  };
  if (!isLoopbackHost(line.host) && line.tls === null && !line.isBehindTlsProxy)
    throw new Error(
      `--host ${line.host} is open to the network, where tokens, prompts and clips would travel in clear. Nothing was started. ` +
        'Give --tls-cert FILE and --tls-key FILE, or say --behind-tls-proxy if a proxy in front of it does TLS.',
    );
  return line;
}

/** `--invite CODE` was a code of the caller's choice, for ever, for all to read in `ps`. */
function refuseChosenCode(argv: readonly string[]): void {
  const at = argv.findIndex(
    (argument) => argument === '--invite' || argument.startsWith('--invite='),
  );
  const next = argv[at + 1];
  if (at < 0 || (argv[at] === '--invite' && (next === undefined || next.startsWith('-')))) return;
  throw new Error(
    '--invite takes no code any more: it makes one and prints it. It enrols one desk, once, within 7 days.',
  );
}

function hostName(text: string): string {
  const plain = text.toLowerCase().replace(/^\[|\]$/g, '');
  if (isIP(plain) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(plain)) return plain;
  throw new Error(`--public-name wants a host name without scheme or port, not "${text}".`);
}
