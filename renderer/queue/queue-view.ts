import type { CaseFilter, CaseSort } from '../../shared/contract/desk-api.ts';
import type { CaseState } from '../../shared/domain/case.ts';
import type { ReviewReason } from '../../shared/domain/generation.ts';

export const stateChoices = [
  'open',
  'all',
  'ready',
  'fetching',
  'blocked',
  'saved',
  'settled',
  'lost',
] as const;
/** Which states the queue shows; `open` is everything that still waits for a verdict. */
export type StateChoice = (typeof stateChoices)[number];

/** What the reviewer made of the queue: kept while they are in a case. */
export type QueueView = {
  readonly text: string;
  readonly state: StateChoice;
  readonly reason: ReviewReason | 'all';
  readonly sort: CaseSort;
  readonly focus: { readonly index: number; readonly caseId: string | null };
};

export const firstQueueView: QueueView = {
  text: '',
  state: 'open',
  reason: 'all',
  sort: { by: 'due', direction: 'asc' },
  focus: { index: 0, caseId: null },
};

const openStates: readonly CaseState[] = ['fetching', 'ready', 'blocked'];

function statesOf(choice: StateChoice): CaseState[] {
  if (choice === 'all') return [];
  return choice === 'open' ? [...openStates] : [choice];
}

/** The question that the view asks the desk; empty lists mean no restriction. */
export function queueQuestion(view: QueueView): { filter: CaseFilter; sort: CaseSort } {
  return {
    filter: {
      text: view.text.trim(),
      states: statesOf(view.state),
      reasons: view.reason === 'all' ? [] : [view.reason],
    },
    sort: view.sort,
  };
}

/** The sort after a press on a column's header: the same column turns round. */
export function sortPressed(sort: CaseSort, by: CaseSort['by']): CaseSort {
  if (sort.by !== by) return { by, direction: 'asc' };
  return { by, direction: sort.direction === 'asc' ? 'desc' : 'asc' };
}

export type QueueMove = 'down' | 'up' | 'page-down' | 'page-up' | 'first' | 'last';

/** Where the focus lands after a move, held inside the list. */
export function movedIndex(
  index: number,
  move: QueueMove,
  total: number,
  pageRows: number,
): number {
  const target = {
    down: index + 1,
    up: index - 1,
    'page-down': index + pageRows,
    'page-up': index - pageRows,
    first: 0,
    last: total - 1,
  }[move];
  return Math.max(0, Math.min(total - 1, target));
}
