import { expect, onTestFinished, test } from 'vitest';
import { openCache } from '../../../../../main/data-service/cache/open-cache.ts';
import { createTables, type Tables } from '../../../../../main/data-service/cache/tables.ts';
import {
  createEvidenceEngine,
  type EngineDeps,
  type EvidenceEngine,
} from '../../../../../main/data-service/evidence/engine.ts';
import { silentLog } from '../../../../../main/data-service/runtime/log.ts';
import { realWorld, type World } from '../../../../../main/data-service/runtime/world.ts';
import { serve, type Server } from '../../../../../shared/contract/serve.ts';
import {
  measuringApi,
  type MeasureOrder,
  type MeasuringApi,
} from '../../../../../shared/contract/measuring-api.ts';
import { portWire } from '../../../../../shared/contract/port-wire.ts';
import type { AnalyserCard } from '../../../../../shared/domain/analyser-cards.ts';
import type { EvidenceResult } from '../../../../../shared/domain/evidence.ts';
import { err, ok, expectValue } from '../../../../../shared/lifetime/result.ts';
import { until } from '../../../../helpers/desk.ts';
import { madeClaim, madeFile } from '../../../../helpers/case-fixtures.ts';

const card = (id: string, version = 1): AnalyserCard => ({
  id,
  version,
  author: { name: id, version: String(version) },
  after: [],
});
const lane = (title: string): EvidenceResult => ({
  kind: 'model',
  author: { name: title, version: '1' },
  certainty: 'clear',
  reason: null,
  laneTitle: title,
  values: [],
  spans: [],
});

/** A desk's cache with verified clips in it, the first due first. */
function cacheWith(clips: number): { readonly tables: Tables; readonly clips: readonly string[] } {
  const cache = expectValue(openCache(':memory:', new Uint8Array(32)));
  onTestFinished(() => cache.close());
  const tables = createTables(cache);
  const files = Array.from({ length: clips }, (_, at) => madeFile(Buffer.from(`clip ${at}`)));
  files.forEach((file, at) => {
    tables.cases.take(madeClaim(String(at), [file], { dueAtMs: 1000 + at }), 'ready', null);
    tables.media.want(file);
    tables.media.markVerified(file.sha256);
  });
  return { tables, clips: files.map((file) => file.sha256) };
}

type FakeProcess = {
  /** What was asked, in order: clip and analysers. */
  readonly orders: MeasureOrder[];
  readonly hands: readonly string[];
  readonly started: () => number;
};

/** What the measuring process does with an order. */
type Work = (order: MeasureOrder, tell: Server<MeasuringApi>, die: () => void) => Promise<boolean>;

const everything: Work = async (order, tell) => {
  for (const analyser of order.analysers)
    tell.emit('measured', { sha256: order.sha256, analyser, result: lane(analyser), fault: null });
  return true;
};

/** An engine over a measuring process that is real but for its work: ports, calls and events are the desk's own. */
function startEngine(
  tables: Tables,
  work: Work,
  changes: Partial<EngineDeps> = {},
): { readonly engine: EvidenceEngine; readonly process: FakeProcess } {
  const orders: MeasureOrder[] = [];
  const state: { started: number; ports: MessageChannel | null; stop: () => void } = {
    started: 0,
    ports: null,
    stop: () => {},
  };
  const hands: string[] = [];
  const die = () => {
    state.ports?.port1.close();
    state.ports?.port2.close();
    state.ports = null;
  };
  const engine = createEvidenceEngine({
    tables,
    inspector: {
      frameIndexOf: async () => err('broken-media', 'These bytes are no clip.', 'never'),
      stopper: () => null,
    },
    world: realWorld(),
    log: silentLog,
    announce: () => {},
    cards: [card('container'), card('speech')],
    callMeasuring(isWanted) {
      if (!isWanted) return die();
      state.started += 1;
      const ports = new MessageChannel();
      state.ports = ports;
      const served: Server<MeasuringApi> = serve(
        measuringApi,
        {
          async measure(order) {
            orders.push(order);
            const stopped = new Promise<boolean>((resolve) => {
              state.stop = () => resolve(false);
            });
            const isOver = await Promise.race([work(order, served, die), stopped]);
            return isOver ? ok({}) : err('cancelled', 'stopped', 'later');
          },
          stop({ sha256 }) {
            if (orders.at(-1)?.sha256 === sha256) state.stop();
            return ok({});
          },
          throttle({ activity }) {
            hands.push(activity);
            return ok({});
          },
        },
        portWire(ports.port1),
        () => {},
      );
      engine.attach(portWire(ports.port2));
    },
    ...changes,
  });
  onTestFinished(() => engine.stop());
  return { engine, process: { orders, hands, started: () => state.started } };
}

const asked = (process: FakeProcess) => process.orders.map((order) => order.sha256);
const never: Work = () => new Promise(() => {});

test('clips are measured once each, the most urgent case first, and the results are kept', async () => {
  const { tables, clips } = cacheWith(3);
  const { engine, process } = startEngine(tables, everything);
  await until(
    () => clips.every((clip) => engine.isDone(clip)),
    (done) => done,
  );
  expect(asked(process)).toEqual(clips);
  expect(engine.read(clips[0]!)).toMatchObject([
    { analyser: 'container', status: 'done', result: { laneTitle: 'container' } },
    { analyser: 'speech', status: 'done', result: { laneTitle: 'speech' } },
  ]);
  expect(tables.cases.read('case-0')?.row.measured).toBe(1);
});

test('after a restart nothing is measured twice; a newer analyser measures its own part anew', async () => {
  const { tables, clips } = cacheWith(2);
  const first = startEngine(tables, everything);
  await until(
    () => clips.every((clip) => first.engine.isDone(clip)),
    (done) => done,
  );
  await first.engine.stop();
  const cards = [card('container'), card('speech', 2)];
  const second = startEngine(tables, everything, { cards });
  await until(
    () => clips.every((clip) => second.engine.isDone(clip)),
    (done) => done,
  );
  expect(second.process.orders.map((order) => order.analysers)).toEqual([['speech'], ['speech']]);
  await second.engine.stop();
  const third = startEngine(tables, everything, { cards });
  await third.engine.stop();
  expect(third.process.started()).toBe(0);
});

test('a clip that a reviewer opens goes before the one that is being measured', async () => {
  const { tables, clips } = cacheWith(3);
  const seen = { first: true };
  const { engine, process } = startEngine(tables, async (order, tell, die) => {
    if (!seen.first) return everything(order, tell, die);
    seen.first = false;
    return never(order, tell, die);
  });
  await until(
    () => asked(process),
    (all) => all.length === 1,
  );
  expect(engine.read(clips[0]!)[0]?.status).toBe('running');
  engine.putFirst(clips[2]!);
  await until(
    () => clips.every((clip) => engine.isDone(clip)),
    (done) => done,
  );
  expect(asked(process)).toEqual([clips[0], clips[2], clips[0], clips[1]]);
});

test('clips packed for travel go first, in their order', async () => {
  const { tables, clips } = cacheWith(4);
  const { engine, process } = startEngine(tables, everything);
  engine.prefer([clips[3]!, clips[2]!]);
  await until(
    () => clips.every((clip) => engine.isDone(clip)),
    (done) => done,
  );
  expect(asked(process)).toEqual([clips[3], clips[2], clips[0], clips[1]]);
});

test('an analyser that kills the measuring process fails alone, in a sentence', async () => {
  const { tables, clips } = cacheWith(1);
  const { engine, process } = startEngine(tables, async (order, tell, die) => {
    if (!order.analysers.includes('speech')) return everything(order, tell, die);
    die();
    return never(order, tell, die);
  });
  await until(
    () => engine.isDone(clips[0]!),
    (done) => done,
  );
  expect(process.orders.map((order) => order.analysers)).toEqual([
    ['container', 'speech'],
    ['container'],
    ['speech'],
  ]);
  expect(engine.read(clips[0]!)).toMatchObject([
    { status: 'done' },
    {
      status: 'failed',
      fault: { message: 'This measurement crashed on this clip. The others are not touched.' },
    },
  ]);
});

/** A world in which every wait of a minute and more is over at once. */
function hastyWorld(): World {
  const real = realWorld();
  const clock = { aheadMs: 0 };
  return {
    ...real,
    monotonicMs: () => real.monotonicMs() + clock.aheadMs,
    async sleep(ms, signal) {
      if (ms < 10_000 || ms > 1e9) return real.sleep(ms, signal);
      await real.sleep(20, signal);
      if (!signal.aborted) clock.aheadMs += ms;
    },
  };
}

test('an analyser that hangs is ended after a minute of silence, and fails alone', async () => {
  const { tables, clips } = cacheWith(1);
  const { engine, process } = startEngine(
    tables,
    (order, tell, die) =>
      order.analysers.includes('container')
        ? never(order, tell, die)
        : everything(order, tell, die),
    { world: hastyWorld() },
  );
  await until(
    () => engine.isDone(clips[0]!),
    (done) => done,
  );
  expect(engine.read(clips[0]!)).toMatchObject([
    { status: 'failed', fault: { kind: 'timed-out' } },
    { status: 'done' },
  ]);
  expect(process.started()).toBeGreaterThan(1);
});

test('a clip that is wiped while it is measured leaves nothing behind', async () => {
  const { tables, clips } = cacheWith(1);
  const [clip] = clips;
  const { engine, process } = startEngine(tables, async (order, tell, die) => {
    tables.cases.forget('case-0');
    tables.media.forget(clip!);
    tables.measurements.forget(clip!);
    return everything(order, tell, die);
  });
  await until(
    () => asked(process),
    (all) => all.length === 1,
  );
  await engine.stop();
  expect(engine.read(clip!).map((one) => one.status)).toEqual(['waiting', 'waiting']);
  expect(tables.evidenceShares.share(clip!)).toBeNull();
});

test('the measuring process hears of the hand while it runs, and is not started for it', async () => {
  const { tables } = cacheWith(0);
  const idle = startEngine(tables, never);
  idle.engine.throttle('stepping');
  expect(idle.process.started()).toBe(0);

  const busy = startEngine(cacheWith(1).tables, never);
  await until(
    () => busy.process.orders.length,
    (n) => n === 1,
  );
  busy.engine.throttle('playing');
  await until(
    () => busy.process.hands,
    (hands) => hands.length === 1 && hands[0] === 'playing',
  );
});

test('a measuring process that dies again and again ends each measurement in a sentence, and the next clip is measured', async () => {
  const { tables, clips } = cacheWith(2);
  const { engine, process } = startEngine(tables, async (order, tell, die) => {
    if (order.sha256 !== clips[0]) return everything(order, tell, die);
    die();
    return never(order, tell, die);
  });
  await until(
    () => clips.every((clip) => engine.isDone(clip)),
    (done) => done,
  );
  expect(engine.read(clips[0]!).map((one) => one.fault?.message)).toEqual(
    Array.from(
      { length: 2 },
      () => 'This measurement crashed on this clip. The others are not touched.',
    ),
  );
  expect(engine.read(clips[1]!).map((one) => one.status)).toEqual(['done', 'done']);
  // Together once, then one by one: no more.
  expect(asked(process).filter((clip) => clip === clips[0])).toHaveLength(3);
});

test('a clip that goes while it is measured ends its pass, and the next one begins', async () => {
  const { tables, clips } = cacheWith(2);
  const { engine, process } = startEngine(tables, (order, tell, die) =>
    order.sha256 === clips[0] ? never(order, tell, die) : everything(order, tell, die),
  );
  await until(
    () => asked(process),
    (all) => all.length === 1,
  );
  tables.cases.forget('case-0');
  tables.media.forget(clips[0]!);
  tables.measurements.forget(clips[0]!);
  engine.evict(clips[0]!);
  await until(
    () => engine.isDone(clips[1]!),
    (done) => done,
  );
  expect(asked(process)).toEqual(clips);
  expect(tables.evidenceShares.share(clips[0]!)).toBeNull();
});

test('a desk that is locked while it measures keeps what was measured, and measures the rest after it is opened', async () => {
  const { tables, clips } = cacheWith(1);
  const locked = startEngine(tables, async (order, tell, die) => {
    const [first = ''] = order.analysers;
    tell.emit('measured', {
      sha256: order.sha256,
      analyser: first,
      result: lane(first),
      fault: null,
    });
    return never(order, tell, die);
  });
  await until(
    () => locked.engine.read(clips[0]!)[0]?.status,
    (status) => status === 'done',
  );
  await locked.engine.stop();
  const opened = startEngine(tables, everything);
  await until(
    () => opened.engine.isDone(clips[0]!),
    (done) => done,
  );
  // What was there is kept: only the rest is measured.
  expect(opened.process.orders.map((order) => order.analysers)).toEqual([['speech']]);
});

test('a file that stopped whoever reads files is not measured: its analysers fail in a sentence, and the next clip is measured', async () => {
  const { tables, clips } = cacheWith(2);
  const stops = err(
    'broken-media',
    'This file stopped the part of the desk that reads files.',
    'never',
  );
  const { engine, process } = startEngine(tables, everything, {
    inspector: {
      frameIndexOf: async () => stops,
      stopper: (sha256) => (sha256 === clips[0] ? stops.fault : null),
    },
  });
  await until(() => clips.every((clip) => engine.isDone(clip)), Boolean);
  expect(asked(process)).toEqual([clips[1]]);
  for (const analysis of engine.read(clips[0]!))
    expect(analysis).toMatchObject({
      status: 'failed',
      fault: {
        message: 'This clip stopped the part of the desk that reads files: it is not measured.',
      },
    });
});
