import type { CaseFilter, CaseSort } from '../../../../shared/contract/desk-api.ts';
import type { CaseRow } from '../../../../shared/domain/case.ts';

const keyOf: Readonly<Record<CaseSort['by'], (row: CaseRow) => string | number>> = {
  due: (row) => row.dueAtMs,
  age: (row) => -row.createdAtMs,
  title: (row) => row.title,
  reason: (row) => row.reason,
  state: (row) => row.state,
  size: (row) => row.sizeBytes,
};

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The rows that a filter leaves, in the order asked for. */
export function listRows(rows: readonly CaseRow[], filter: CaseFilter, sort: CaseSort): CaseRow[] {
  const text = filter.text.toLowerCase();
  const turn = sort.direction === 'asc' ? 1 : -1;
  const key = keyOf[sort.by];
  return rows
    .filter(
      (row) =>
        (text === '' ||
          row.title.toLowerCase().includes(text) ||
          row.accountName.toLowerCase().includes(text)) &&
        (filter.states.length === 0 || filter.states.includes(row.state)) &&
        (filter.reasons.length === 0 || filter.reasons.includes(row.reason)),
    )
    .sort((a, b) => turn * compare(key(a), key(b)) || compare(a.caseId, b.caseId));
}

/** The open case after or before one, by its place in the whole order. */
export function neighbourOf(
  rows: readonly CaseRow[],
  filter: CaseFilter,
  sort: CaseSort,
  caseId: string | null,
  direction: 'next' | 'previous',
  isOnline: boolean,
): { readonly caseId: string | null; readonly skipped: number } {
  const all = listRows(rows, { ...filter, states: [] }, sort);
  const ordered = direction === 'next' ? all : all.toReversed();
  const at = caseId === null ? -1 : ordered.findIndex((row) => row.caseId === caseId);
  const isOpen = (row: CaseRow) =>
    row.state === 'ready' || row.state === 'fetching' || row.state === 'blocked';
  const open = ordered.slice(at + 1).filter(isOpen);
  const isReachable = (row: CaseRow) => isOnline || row.offlineEligible || row.state !== 'fetching';
  const skipped = open.findIndex(isReachable);
  return { caseId: open[skipped]?.caseId ?? null, skipped: skipped < 0 ? open.length : skipped };
}
