import type { AppApi } from '../../shared/contract/app-api.ts';
import type { confirmedCalls } from '../../shared/contract/confirmed-api.ts';
import type { Handlers } from '../../shared/contract/contract.ts';
import { failure } from '../../shared/lifetime/outcome.ts';
import type { DataService } from './child-programs/data-service.ts';
import type { Confirm } from './window/confirm.ts';

type ConfirmedAnswers = Pick<Handlers<AppApi>, keyof typeof confirmedCalls>;

/** What decides where data go: asked of the person with the host's name, then told to the data service. */
export function confirmedAnswers(
  confirm: Confirm,
  dataService: () => DataService | undefined,
): ConfirmedAnswers {
  const locked = () => failure('not-ready', 'The desk is locked. Nothing was changed.', 'later');
  return {
    async enrol(input) {
      const host = hostOf(input.backendUrl);
      if (host === null) return noAddress();
      const confirmed = await confirm({
        event: 'enrol',
        message: `Enrol this desk at ${host}?`,
        detail:
          `From then on its cases come from ${host}, and every verdict made at this desk is sent there. ` +
          'Cases and clips of another backend go from this desk; your verdicts stay in the journal. ' +
          'Go on only if your operator gave you this address.',
        act: `Enrol at ${host}`,
      });
      return confirmed.ok ? ((await dataService()?.enrol(input)) ?? locked()) : confirmed;
    },
    async saveAssist(input) {
      const host = hostOf(input.settings.baseUrl);
      if (input.settings.enabled) {
        if (host === null) return noAddress();
        const confirmed = await confirm({
          event: 'assist',
          message: `Let reviewers send cases to ${host}?`,
          detail:
            `Prompt, frames and sound of a case are sent to ${host} whenever its reviewer asks for machine assistance. ` +
            'They leave this building. Go on only if your organisation agreed to that.',
          act: `Send to ${host}`,
        });
        if (!confirmed.ok) return confirmed;
      }
      return (await dataService()?.saveAssist(input)) ?? locked();
    },
  };
}

const noAddress = () =>
  failure(
    'refused',
    'That is not a web address. It should look like https://review.example.org. Nothing was changed.',
    'after-user',
  );

/** The host as the network knows it: letters of other scripts that look alike are spelled out. */
function hostOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { host } = new URL(address);
  return host === '' ? null : host;
}
