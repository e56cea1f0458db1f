import type { AppApi } from '../../shared/contract/app-api.ts';
import type { confirmedCalls } from '../../shared/contract/confirmed-api.ts';
import type { Handlers } from '../../shared/contract/contract.ts';
import { err } from '../../shared/lifetime/result.ts';
import type { DataService } from './child-programs/data-service.ts';
import { mayChange } from './settings/weakening.ts';
import type { Confirm } from './security/confirm.ts';

type ConfirmedAnswers = Pick<Handlers<AppApi>, keyof typeof confirmedCalls>;

/** What decides where data go: the person confirms it with the host's name in view, then the data service gets it. */
export function confirmedAnswers(
  confirm: Confirm,
  dataService: () => DataService | undefined,
): ConfirmedAnswers {
  const locked = () => err('not-ready', 'The desk is locked. Nothing was changed.', 'later');
  return {
    async enrol(input) {
      const host = hostOf(input.backendUrl);
      if (host === null) return noAddress();
      const confirmed = await mayChange(confirm, 'backend', host, host);
      return confirmed.ok ? ((await dataService()?.enrol(input)) ?? locked()) : confirmed;
    },
    async saveAssist(input) {
      const host = hostOf(input.settings.baseUrl);
      const { enabled } = input.settings;
      if (enabled) {
        if (host === null) return noAddress();
        const before = { enabled: false, host };
        const confirmed = await mayChange(confirm, 'assistance', before, { enabled, host });
        if (!confirmed.ok) return confirmed;
      }
      return (await dataService()?.saveAssist(input)) ?? locked();
    },
  };
}

const noAddress = () =>
  err(
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
