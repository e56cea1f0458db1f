import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDataService } from '../../../main/data-service/data-service.ts';
import type { Log } from '../../../main/data-service/runtime/log.ts';
import { realWorld } from '../../../main/data-service/runtime/world.ts';
import { deskApi } from '../../../shared/contract/desk-api.ts';
import { portWire } from '../../../shared/contract/port-wire.ts';
import { expectValue } from '../../../shared/lifetime/result.ts';
import { seeded } from '../../helpers/mutated-media.ts';
import { hostileValue, pick, shapedValue } from '../hostile-values.ts';
import type { FuzzTarget, RunningTarget } from '../target.ts';

const answersWithinMs = 10_000;

/** A page that was taken over writes to the data service: each call is answered, none is a bug. */
export const deskCalls: FuzzTarget = {
  name: 'desk-calls',
  async start(): Promise<RunningTarget> {
    const dataDir = mkdtempSync(join(tmpdir(), 'second-look-fuzz-'));
    const bugs: string[] = [];
    const log: Log = (event, facts) => {
      if (event === 'bug') bugs.push(JSON.stringify(facts));
    };
    const world = { ...realWorld(), fetch: () => Promise.reject(new TypeError('no network')) };
    const service = expectValue(
      startDataService(
        {
          dataDir,
          databaseKey: new Uint8Array(32).fill(7),
          keyProtection: 'key-file',
          enrolAt: null,
          loopbackOnly: true,
          appVersion: 'fuzz',
        },
        world,
        log,
        { measuring: () => {}, inspector: () => {} },
      ),
    );
    const { port1, port2 } = new MessageChannel();
    service.attachPage(portWire(port1));
    const page = portWire(port2);
    const waiting = new Map<number, () => void>();
    page.onMessage((message) => {
      const id: unknown = Reflect.get(Object(message), 'id');
      if (typeof id === 'number') waiting.get(id)?.();
    });
    const names = Object.keys(deskApi.calls) as (keyof typeof deskApi.calls)[];
    return {
      async tryOne(seed) {
        const random = seeded(seed);
        const name = pick(random, names);
        const input = shapedValue(deskApi.calls[name].input, random);
        const answered = new Promise<boolean>((resolve) => {
          const timer = setTimeout(() => resolve(false), answersWithinMs);
          waiting.set(seed, () => {
            clearTimeout(timer);
            waiting.delete(seed);
            resolve(true);
          });
        });
        page.send(hostileValue(random));
        page.send({ t: 'call', id: seed, name, input });
        const isAnswered = await answered;
        const [bug] = bugs.splice(0);
        if (bug !== undefined) return `${name}: ${bug}`;
        return isAnswered ? null : `${name} was not answered`;
      },
      async end() {
        await service.stop();
        port1.close();
        rmSync(dataDir, { recursive: true });
      },
    };
  },
};
