import type { HarmCategory } from '../../../shared/domain/harm-category.ts';
import type { Fault } from '../../../shared/lifetime/fault.ts';
import type { Cases } from './cases.ts';
import type { Settings } from './settings.ts';

/** Hashes of clips that a reviewer of this desk marked as child abuse: they never come back to its disk. */
export type BlockedMedia = {
  has(sha256: string): boolean;
  /** Notes the clip and holds back every case that uses it, in the caller's transaction. */
  add(sha256: string): void;
};

/** The branch of the policy by which a clip is marked so. */
export const blockingCategory: HarmCategory = 'minors';

/** What the reviewer of another case with the same clip reads. */
export const blockedMediaFault: Fault = {
  kind: 'not-found',
  message:
    'This clip was marked at this desk as putting a child at risk. It was removed from the disk and is not fetched again: judge by the record, or escalate it.',
  retry: 'never',
};

export function createBlockedMedia(settings: Settings, cases: Cases): BlockedMedia {
  const all = () => settings.read('blockedMedia') ?? [];
  return {
    has: (sha256) => all().includes(sha256),
    add(sha256) {
      settings.write('blockedMedia', [...new Set([...all(), sha256])]);
      for (const caseId of cases.usingMedia(sha256))
        cases.change(caseId, { offlineEligible: false });
    },
  };
}
