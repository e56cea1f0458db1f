import { err, ok, type Result } from '../../../shared/lifetime/result.ts';

/** What the person who started the app asked for. */
export type LaunchArguments = {
  /** `embedded`, an address, or null to use what was used last. */
  readonly backend: string | null;
  readonly invitation: string | null;
};

/** Where an invitation for this start is: an argument could be read by every user of the machine. */
export const invitationVariable = 'SECOND_LOOK_INVITATION';

/** Reads `--backend=` and the invitation of the environment; anything else belongs to Electron. */
export function parseArguments(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Result<LaunchArguments> {
  const backend = valueOf(argv, 'backend');
  if (argv.some((argument) => /^--?invitation(=|$)/.test(argument))) {
    return err(
      'bad-message',
      '--invitation is no more: every user of this machine could read the code. Nothing was sent. ' +
        `Enter it in Settings, Backend, or set ${invitationVariable}.`,
    );
  }
  const invitation = environment[invitationVariable] || null;
  if (invitation !== null && invitation.length > 200) {
    return err('bad-message', 'The invitation code is longer than 200 characters.');
  }
  if (backend === null || backend === 'embedded') return ok({ backend, invitation });
  const url = URL.canParse(backend) ? new URL(backend) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    return err('bad-message', '--backend takes an http or https address, or "embedded".');
  }
  return ok({ backend: url.href.replace(/\/$/, ''), invitation });
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
