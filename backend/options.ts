import { parseArgs } from 'node:util';
import { defaultDataFolder } from './data-folder.ts';

export type CommandLine = {
  readonly host: string;
  readonly port: number;
  readonly dataFolder: string;
  readonly seed: 'demo' | null;
  readonly seedMedia: string | null;
  readonly invitations: readonly string[];
  readonly leaseSeconds: number | null;
};

export const usage = `backend [--port N] [--host 127.0.0.1] [--data DIR] [--seed demo] [--seed-media DIR]
        [--invite CODE] [--lease-seconds N]
  DATABASE_URL                  use this PostgreSQL instead of the embedded database
  SECOND_LOOK_OPERATOR_TOKEN    use this operator token instead of DIR/operator.token
  SECOND_LOOK_SECURITY_CONTACT  where to report security problems (mailto:, https:// or tel:)`;

/** @throws with a sentence for the person at the terminal. */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '4555' },
      data: { type: 'string' },
      seed: { type: 'string' },
      'seed-media': { type: 'string' },
      invite: { type: 'string', multiple: true, default: [] },
      'lease-seconds': { type: 'string' },
    },
  });
  if (values.seed !== undefined && values.seed !== 'demo')
    throw new Error('The only seed is "demo".');
  const leaseSeconds = values['lease-seconds'];
  return {
    host: values.host,
    port: wholeNumber('--port', values.port, 0, 65_535),
    dataFolder: values.data ?? defaultDataFolder(),
    seed: values.seed ?? null,
    seedMedia: values['seed-media'] ?? null,
    invitations: values.invite,
    leaseSeconds:
      leaseSeconds === undefined
        ? null
        : wholeNumber('--lease-seconds', leaseSeconds, 1, 10_000_000),
  };
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new Error(`${name} wants a whole number from ${min} to ${max}.`);
}
