import type { Database } from 'better-sqlite3';
import type { CaseFilter, CaseSort } from '../../../shared/contract/desk-api.ts';
import type { CaseRow, CaseState } from '../../../shared/domain/case.ts';
import { searchedText } from '../../../shared/domain/searched-text.ts';
import { rowColumns, toCaseRow, type RawCaseRow } from './cases.ts';

/** A window of the queue and how many rows it has in all. */
export type QueueWindow = { readonly total: number; readonly rows: readonly CaseRow[] };
export type NeighbourQuery = {
  readonly filter: CaseFilter;
  readonly sort: CaseSort;
  readonly caseId: string | null;
  readonly direction: 'next' | 'previous';
  readonly openOnly: boolean;
};

export type CaseQueue = {
  list(filter: CaseFilter, sort: CaseSort, offset: number, limit: number): QueueWindow;
  /** The case before or after one in this order; from an end of the queue when `caseId` is null or unknown. */
  neighbour(query: NeighbourQuery): string | null;
};

/** Sort columns; each has a covering index (column, case_id, state, reason). */
const sortColumns: Readonly<Record<CaseSort['by'], string>> = {
  due: 'due_at_ms',
  age: 'created_at_ms',
  title: 'title',
  reason: 'reason',
  state: 'state',
  size: 'size_bytes',
};
/** Where a reviewer still has something to decide. */
const openStates: readonly CaseState[] = ['ready', 'blocked'];

type Condition = { readonly sql: string; readonly values: readonly string[] };

/** So few matches of a text that gathering them first and sorting them is faster than walking the order. */
const fewMatches = 2000;

/** SQL of one window: ids from a covering index first, the wide columns only for the rows shown. */
export function windowSql(sort: CaseSort, where: string, isFewByText = false): string {
  const column = sortColumns[sort.by];
  const order = `ORDER BY ${column} ${sort.direction}, case_id ${sort.direction}`;
  if (isFewByText) {
    return `SELECT ${rowColumns} FROM cases WHERE case_id IN
      (SELECT case_id FROM cases INDEXED BY cases_by_text WHERE ${where}) ${order} LIMIT ? + 0 OFFSET ? + 0`;
  }
  return `SELECT ${rowColumns} FROM cases WHERE case_id IN
    (SELECT case_id FROM cases INDEXED BY cases_by_${sort.by} WHERE ${where} ${order} LIMIT ? + 0 OFFSET ? + 0) ${order}`;
}

export function createCaseQueue(db: Database): CaseQueue {
  return {
    list(filter, sort, offset, limit) {
      const where = conditionOf(filter, false);
      const hasText = filter.text.trim() !== '';
      const from = hasText ? 'cases INDEXED BY cases_by_text' : 'cases';
      const total =
        db
          .prepare<unknown[], { n: number }>(`SELECT count(*) AS n FROM ${from} WHERE ${where.sql}`)
          .get(...where.values)?.n ?? 0;
      const rows = db
        .prepare<unknown[], RawCaseRow>(windowSql(sort, where.sql, hasText && total <= fewMatches))
        .all(...where.values, limit, offset);
      return { total, rows: rows.map(toCaseRow) };
    },
    neighbour(query) {
      const column = sortColumns[query.sort.by];
      const where = conditionOf(query.filter, query.openOnly);
      const forward = (query.direction === 'next') === (query.sort.direction === 'asc');
      const [compare, order] = forward ? ['>', 'ASC'] : ['<', 'DESC'];
      const anchor =
        query.caseId === null
          ? undefined
          : db
              .prepare<[string], { value: string | number }>(
                `SELECT ${column} AS value FROM cases WHERE case_id = ?`,
              )
              .get(query.caseId);
      const after = anchor === undefined ? '' : `AND (${column}, case_id) ${compare} (?, ?)`;
      const row = db
        .prepare<unknown[], { id: string }>(
          `SELECT case_id AS id FROM cases INDEXED BY cases_by_${query.sort.by} WHERE ${where.sql} ${after} ORDER BY ${column} ${order}, case_id ${order} LIMIT 1`,
        )
        .get(...where.values, ...(anchor === undefined ? [] : [anchor.value, query.caseId]));
      return row?.id ?? null;
    },
  };
}

function oneOf(column: string, values: readonly string[]): string {
  return `${column} IN (${values.map(() => '?').join(', ')})`;
}

function conditionOf(filter: CaseFilter, openOnly: boolean): Condition {
  const parts: Condition[] = [];
  const states = openOnly
    ? filter.states.length === 0
      ? openStates
      : openStates.filter((state) => filter.states.includes(state))
    : filter.states;
  if (openOnly || states.length > 0) {
    const isOneOf = oneOf('state', states);
    // What is fetched only when it is opened is reached like the rest.
    const comesWhenOpened =
      openOnly && (filter.states.length === 0 || filter.states.includes('fetching'));
    parts.push({
      sql: comesWhenOpened
        ? `(${isOneOf} OR (state = 'fetching' AND offline_eligible = 0))`
        : isOneOf,
      values: states,
    });
  }
  if (filter.reasons.length > 0)
    parts.push({ sql: oneOf('reason', filter.reasons), values: filter.reasons });
  const text = searchedText(filter.text.trim());
  if (text !== '') parts.push({ sql: 'instr(search_text, ?) > 0', values: [text] });
  return {
    sql: parts.map((part) => part.sql).join(' AND ') || '1',
    values: parts.flatMap((part) => part.values),
  };
}
