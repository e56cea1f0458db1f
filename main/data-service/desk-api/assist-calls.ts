import type { Handlers } from '../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../shared/contract/desk-api.ts';
import { err, ok } from '../../../shared/lifetime/result.ts';
import { readAssistSettings } from '../assist/assist-settings.ts';
import type { DeskDeps } from './desk-context.ts';

type Group = Pick<Handlers<DeskApi>, 'readAssist' | 'runAssist'>;

export function assistHandlers(context: DeskDeps): Group {
  const { tables, world, announce, openedCases } = context;
  return {
    readAssist: () => ok(readAssistSettings(tables)),
    async runAssist({ caseId, frames, soundWav, soundFromUs }) {
      if (!openedCases.isOpen(caseId))
        return err('refused', 'Open the case before you ask about it.', 'after-user');
      // Loaded when first asked for: most desks never do.
      const { runAssist } = await import('../assist/assist.ts');
      const answered = await runAssist(
        { tables, world, pinnedHosts: context.pinnedAssistHosts },
        caseId,
        frames,
        soundWav && { wav: soundWav, fromUs: soundFromUs },
      );
      if (answered.ok && answered.value.proposals.length > 0)
        announce('caseChanged', { caseId, revision: tables.cases.change(caseId, {}) ?? 0 });
      return answered;
    },
  };
}
