import { useQueries } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useDeskClient } from '../bridge/desk-client.ts';
import { deskQueries, queuePageSize } from '../bridge/desk-queries.ts';
import { faultOf } from '../bridge/fault-error.ts';
import type { CaseFilter, CaseSort } from '../../shared/contract/desk-api.ts';
import type { CaseRow } from '../../shared/domain/case.ts';
import type { Fault } from '../../shared/lifetime/fault.ts';

/** The rows that are loaded; one that is still loading is undefined. */
export type QueueWindow = {
  readonly total: number;
  readonly rowAt: (index: number) => CaseRow | undefined;
  readonly indexOf: (caseId: string) => number | undefined;
  readonly isRead: boolean;
  readonly fault: Fault | null;
  readonly askAgain: () => void;
};

type Held = { readonly total: number; readonly rows: ReadonlyMap<number, CaseRow> };

/** Keeps the rows shown last, for the time until a new question is answered. */
class Shelf {
  held: Held = { total: 0, rows: new Map() };

  keep(held: Held): void {
    this.held = held;
  }
}

function pagesBetween(first: number, last: number): number[] {
  const from = Math.floor(Math.max(0, first) / queuePageSize);
  const to = Math.floor(Math.max(0, last) / queuePageSize);
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

/** Rows `first..last` of the queue, read in pages; while a new question is asked the old rows stay. */
export function useQueueWindow(
  question: { filter: CaseFilter; sort: CaseSort },
  first: number,
  last: number,
): QueueWindow {
  const lines = useDeskClient();
  const pages = pagesBetween(first, last);
  const results = useQueries({
    queries: pages.map((page) => {
      const { placeholderData: _, ...query } = deskQueries(lines).queuePage(question, page);
      return query;
    }),
  });
  const [shelf] = useState(() => new Shelf());
  const total = results.find((result) => result.data)?.data?.total;

  const rows = new Map<number, CaseRow>();
  for (const [at, result] of results.entries()) {
    const offset = (pages[at] ?? 0) * queuePageSize;
    for (const [row, value] of (result.data?.rows ?? []).entries()) rows.set(offset + row, value);
  }
  const shown: Held = total === undefined ? shelf.held : { total, rows };
  useEffect(() => {
    if (total !== undefined) shelf.keep(shown);
  });

  const trouble = results.find((result) => result.isError);
  return {
    total: shown.total,
    rowAt: (index) => shown.rows.get(index),
    indexOf: (caseId) => {
      for (const [index, row] of shown.rows) if (row.caseId === caseId) return index;
      return undefined;
    },
    isRead: total !== undefined,
    fault: faultOf(trouble?.error ?? null),
    askAgain: () => {
      for (const result of results) void result.refetch();
    },
  };
}
