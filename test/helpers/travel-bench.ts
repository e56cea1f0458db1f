import type { DeskState } from '../../shared/contract/desk-api.ts';
import type { Claim } from '../../shared/domain/claim.ts';
import { expectValue, ok } from '../../shared/lifetime/result.ts';
import type { Inspect } from '../../main/data-service/intake/prefetch.ts';
import { createTravel, type Travel } from '../../main/data-service/travel/travel.ts';
import { madeClaim, madeFile } from './case-fixtures.ts';
import { intakeBench, type IntakeBench } from './intake-bench.ts';
import { noise } from './desk.ts';

/** A desk that packs for a journey, against a backend in memory, on a clock that the test turns. */
export type TravelBench = IntakeBench & {
  travel: Travel;
  facts: { keyProtection: DeskState['keyProtection']; freeBytes: number; measured: boolean };
  /** A new desk over the same cache, as after a kill. */
  restart(): void;
  /** Puts cases with clips of so many bytes into the backend's queue. */
  offer(count: number, sizeBytes: number, changes?: Partial<Claim>): readonly Claim[];
  /** Goes on until the pack rests. */
  settle(): Promise<void>;
};

export function travelBench(inspect: Inspect = async () => ok(null)): TravelBench {
  const bench = intakeBench(inspect);
  const facts: TravelBench['facts'] = {
    keyProtection: 'passphrase',
    freeBytes: 50_000_000_000,
    measured: true,
  };
  const made = () =>
    createTravel({
      ...bench.context,
      keyProtection: () => facts.keyProtection,
      freeBytes: async () => facts.freeBytes,
      mediaTrouble: () => null,
      measuring: { isDone: () => facts.measured, prefer: () => undefined },
    });
  const numbers = { next: 0 };
  const self: TravelBench = {
    ...bench,
    facts,
    travel: made(),
    restart: () => void (self.travel = made()),
    offer(count, sizeBytes, changes = {}) {
      const claims = Array.from({ length: count }, () => {
        const bytes = noise(sizeBytes);
        const file = madeFile(bytes);
        bench.backend.media.set(file.sha256, bytes);
        return madeClaim(`t${numbers.next++}`, [file], { kind: 'travel', ...changes });
      });
      bench.backend.waiting.push(...claims);
      return claims;
    },
    async settle() {
      for (let round = 0; round < 20; round += 1) {
        expectValue(await self.travel.round());
        await bench.prefetch.run();
      }
    },
  };
  return self;
}
