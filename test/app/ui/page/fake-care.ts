import type { Handlers } from '../../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../../shared/contract/desk-api.ts';
import { ok } from '../../../../shared/lifetime/result.ts';

/** What the desk was told about its reviewer's care, in memory. */
export class FakeCare {
  readonly stopped: string[] = [];
  readonly stopNotes: string[] = [];

  handlers(): Pick<Handlers<DeskApi>, 'stopCase' | 'noteStop'> {
    return {
      stopCase: ({ caseId }) => {
        this.stopped.push(caseId);
        return ok({ isGivenBack: true });
      },
      noteStop: ({ reason }) => {
        this.stopNotes.push(reason);
        return ok({});
      },
    };
  }
}
