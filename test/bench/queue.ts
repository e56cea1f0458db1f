import { join } from 'node:path';
import { rowColumns } from '../../main/data-service/cache/cases.ts';
import { openCache, type Cache } from '../../main/data-service/cache/open-cache.ts';
import { startDataService } from '../../main/data-service/data-service.ts';
import { silentLog } from '../../main/data-service/runtime/log.ts';
import { realWorld } from '../../main/data-service/runtime/world.ts';
import { createClient, type Client } from '../../shared/contract/create-client.ts';
import { deskApi, type CaseSort, type DeskApi } from '../../shared/contract/desk-api.ts';
import { portWire } from '../../shared/contract/port-wire.ts';
import { expectValue } from '../../shared/lifetime/result.ts';
import { repeatableRandom, timed, type Ground } from './bench.ts';
import { timeRow, type BenchRow } from './rows.ts';

const windowRows = 60;
const rounds = 5;
const texts = ['rain', 'two people 7', 'street 99', 'case-04', 'zzz'];
const sorts: readonly CaseSort[] = (
  ['due', 'age', 'title', 'reason', 'state', 'size'] as const
).map((by, at) => ({ by, direction: at % 2 === 0 ? 'asc' : 'desc' }));
const columns: Readonly<Record<CaseSort['by'], string>> = {
  due: 'due_at_ms',
  age: 'created_at_ms',
  title: 'title',
  reason: 'reason',
  state: 'state',
  size: 'size_bytes',
};

type Question = { readonly text: string; readonly sort: CaseSort; readonly offset: number };

/** Windows of a queue of 100,000 cases, asked as the page asks: over a port, checked on both sides. */
export async function run(ground: Ground): Promise<readonly BenchRow[]> {
  const { dataDir, key } = await ground.bigDesk();
  const started = startDataService(
    {
      dataDir,
      databaseKey: new Uint8Array(key),
      keyProtection: 'key-file',
      enrolAt: null,
      loopbackOnly: true,
      appVersion: 'bench',
    },
    realWorld(),
    silentLog,
    { measuring: () => {}, inspector: () => {} },
  );
  const service = expectValue(started);
  const ports = new MessageChannel();
  service.attachPage(portWire(ports.port1));
  const page = createClient(deskApi, portWire(ports.port2));
  const plain = expectValue(openCache(join(dataDir, 'desk.db'), key));
  const byHand = plainQuery(plain.db);

  async function compare(id: string, questions: readonly Question[]): Promise<BenchRow> {
    const ours: number[] = [];
    const theirs: number[] = [];
    let same = 0;
    for (const question of questions) {
      const answers: { ours?: number; theirs?: number } = {};
      ours.push(await timed(async () => (answers.ours = await askPage(page, question))));
      theirs.push(await timed(() => (answers.theirs = byHand(question))));
      if (answers.ours === answers.theirs) same += 1;
    }
    return timeRow(
      id,
      { values: ours, exactShare: same / questions.length },
      { name: 'SQL LIKE + ORDER BY, no index', values: theirs },
    );
  }

  try {
    const random = repeatableRandom();
    const filters = Array.from({ length: rounds }, () =>
      texts.flatMap((text) => sorts.slice(0, 3).map((sort) => ({ text, sort, offset: 0 }))),
    ).flat();
    const windows = Array.from({ length: rounds * 2 }, () =>
      sorts.map((sort) => ({ text: '', sort, offset: Math.floor(random() * 99_000) })),
    ).flat();
    return [
      await compare('queue.filter.100k', filters),
      await compare('queue.window.100k', windows),
    ];
  } finally {
    ports.port1.close();
    await service.stop();
    plain.close();
  }
}

/** The number of cases that match. */
async function askPage(page: Client<DeskApi>, { text, sort, offset }: Question): Promise<number> {
  const filter = { text, states: [], reasons: [] };
  const answer = await page.call.listCases({ filter, sort, offset, limit: windowRows });
  return expectValue(answer).total;
}

/** The peer: what one would write first, on the same rows of the same encrypted file. */
function plainQuery(db: Cache['db']): (question: Question) => number {
  return ({ text, sort, offset }) => {
    const like = `%${text}%`;
    const where = '(title LIKE ? OR account_name LIKE ? OR case_id LIKE ?)';
    const order = `${columns[sort.by]} ${sort.direction}, case_id ${sort.direction}`;
    const found = db
      .prepare<unknown[], { n: number }>(
        `SELECT count(*) AS n FROM cases NOT INDEXED WHERE ${where}`,
      )
      .get(like, like, like);
    db.prepare(
      `SELECT ${rowColumns} FROM cases NOT INDEXED WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?`,
    ).all(like, like, like, windowRows, offset);
    return found?.n ?? 0;
  };
}
