import { noConductYet, type ConductSoFar } from './conduct.ts';
import { leans, type Lean } from './case-machine.ts';

/** What the page remembers of a case on its way to a verdict: it survives a reload, and no text of the case is in it. */
export type CaseMemory = { readonly lean: Lean | null; readonly conduct: ConductSoFar };

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const nameOf = (caseId: string) => `case/${caseId}`;
const nothing: CaseMemory = { lean: null, conduct: noConductYet };

/** What is remembered of a case; nothing where it can't be read. */
export function recallCase(store: Store, caseId: string): CaseMemory {
  const text = store.getItem(nameOf(caseId));
  if (text === null) return nothing;
  try {
    const found = JSON.parse(text) as Partial<CaseMemory>;
    return {
      lean: leans.find((lean) => lean === found.lean) ?? null,
      conduct: { ...noConductYet, ...found.conduct },
    };
  } catch {
    return nothing;
  }
}

/** Remembers a case; where there is no room, nothing: it is a convenience and must never cost a verdict. */
export function rememberCase(store: Store, caseId: string, memory: CaseMemory): void {
  try {
    store.setItem(nameOf(caseId), JSON.stringify(memory));
  } catch {
    store.removeItem(nameOf(caseId));
  }
}

export function forgetCase(store: Store, caseId: string): void {
  store.removeItem(nameOf(caseId));
}
