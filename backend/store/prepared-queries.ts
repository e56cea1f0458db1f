import { parse, protocol, type PGlite } from '@electric-sql/pglite';
import type { Queries, Row } from './database.ts';

/** More texts than the backend has; code that builds texts from data must not fill the memory. */
const mostStatements = 500;
const preparable = /^\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\b/i;
/** PostgreSQL refuses a prepared query whose columns are others since. */
const changesTables = /^\s*(CREATE|ALTER|DROP)\b/i;

type Statement = { readonly name: string; readonly parameterTypes: readonly number[] };

/**
 * Queries that are parsed once and run by one message each: PGlite's own `query` sends five and has each text parsed every time,
 * at four times the processor time. Errors are PGlite's, with their SQLSTATE. `plain`, the database or its open
 * transaction, is asked what can't be prepared. The caller keeps others out while a transaction is open.
 */
export function createPreparedQueries(pglite: PGlite) {
  const { bind, close, describe, execute, parse: prepare, sync } = protocol.serialize;
  const statements = new Map<string, Statement>();
  const made = { count: 0 };

  const send = (...messages: readonly Uint8Array[]) =>
    pglite.execProtocolStream(Buffer.concat(messages));

  async function forgetAll(): Promise<void> {
    const names = [...statements.values()].map(({ name }) => name);
    statements.clear();
    if (names.length > 0) await send(...names.map((name) => close({ type: 'S', name })), sync());
  }

  async function statementOf(text: string): Promise<Statement> {
    const known = statements.get(text);
    if (known) return known;
    if (statements.size >= mostStatements) await forgetAll();
    const name = `s${(made.count += 1)}`;
    const told = await send(prepare({ name, text }), describe({ type: 'S', name }), sync());
    const statement = { name, parameterTypes: parse.parseDescribeStatementResults(told) };
    statements.set(text, statement);
    return statement;
  }

  function valueOf(value: unknown, type: number | undefined): string | null {
    if (value === null || value === undefined) return null;
    const serializer = type === undefined ? undefined : pglite.serializers[type];
    return serializer ? (serializer(value) as string) : String(value as string | number | boolean);
  }

  async function run<R extends Row>(
    sql: string,
    params: readonly unknown[],
  ): Promise<readonly R[]> {
    const { name, parameterTypes } = await statementOf(sql);
    const values = params.map((value, at) => valueOf(value, parameterTypes[at]));
    const told = await send(
      bind({ statement: name, values }),
      describe({ type: 'P' }),
      execute({}),
      sync(),
    );
    return (parse.parseResults(told, pglite.parsers)[0]?.rows ?? []) as R[];
  }

  return (plain: Pick<PGlite, 'query' | 'closed'>): Queries => ({
    async query<R extends Row>(sql: string, params: readonly unknown[] = []) {
      // A query that came too late would land in the transaction of another.
      if (plain.closed) throw new Error('A query came after the end of its transaction.');
      if (preparable.test(sql)) return pglite.runExclusive(() => run<R>(sql, params));
      if (changesTables.test(sql)) await pglite.runExclusive(forgetAll);
      return (await plain.query<R>(sql, [...params])).rows;
    },
  });
}
