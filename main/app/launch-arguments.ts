import { failure, success, type Outcome } from '../../shared/lifetime/outcome.ts';

/** What the person who started the app asked for. */
export type LaunchArguments = {
  /** `embedded`, an address, or null to use what was used last. */
  readonly backend: string | null;
  readonly invitation: string | null;
};

/** Reads `--backend=` and `--invitation=`; anything else belongs to Electron. */
export function parseArguments(argv: readonly string[]): Outcome<LaunchArguments> {
  const backend = valueOf(argv, 'backend');
  const invitation = valueOf(argv, 'invitation');
  if (invitation !== null && (invitation === '' || invitation.length > 200)) {
    return failure('bad-message', 'The invitation code is empty or longer than 200 characters.');
  }
  if (backend === null || backend === 'embedded') return success({ backend, invitation });
  const url = URL.canParse(backend) ? new URL(backend) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    return failure('bad-message', '--backend takes an http or https address, or "embedded".');
  }
  return success({ backend: url.href.replace(/\/$/, ''), invitation });
}

function valueOf(argv: readonly string[], name: string): string | null {
  const prefix = `--${name}=`;
  return argv.findLast((argument) => argument.startsWith(prefix))?.slice(prefix.length) ?? null;
}

/** Whether an address can only mean this machine. */
export function isLoopback(address: string): boolean {
  const host = URL.canParse(address) ? new URL(address).hostname : '';
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
