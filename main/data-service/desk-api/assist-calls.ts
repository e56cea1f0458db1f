import type { Handlers } from '../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../shared/contract/desk-api.ts';
import { success } from '../../../shared/lifetime/outcome.ts';
import { readAssistSettings, saveAssistSettings } from '../assist/assist-settings.ts';
import type { DeskContext } from './desk-context.ts';

type Group = Pick<Handlers<DeskApi>, 'readAssist' | 'saveAssist' | 'runAssist'>;

export function assistHandlers({ tables, world, announce }: DeskContext): Group {
  return {
    readAssist: () => success(readAssistSettings(tables)),
    saveAssist({ settings, apiKey }) {
      const saved = saveAssistSettings(tables, settings, apiKey);
      return saved.ok ? success(readAssistSettings(tables)) : saved;
    },
    async runAssist({ caseId, frames, soundWav }) {
      // Loaded when first asked for: most desks never do.
      const { runAssist } = await import('../assist/assist.ts');
      const answered = await runAssist({ tables, world }, caseId, frames, soundWav);
      if (answered.ok && answered.value.proposals.length > 0)
        announce('caseChanged', { caseId, revision: tables.cases.change(caseId, {}) ?? 0 });
      return answered;
    },
  };
}
