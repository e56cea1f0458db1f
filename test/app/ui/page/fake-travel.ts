import { noPack } from '../../../../main/data-service/travel/travel-progress.ts';
import type { Handlers } from '../../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../../shared/contract/desk-api.ts';
import type { TravelPack, TravelPlan, TravelWish } from '../../../../shared/contract/travel-api.ts';
import { ok } from '../../../../shared/lifetime/result.ts';

type TravelHandlers = Pick<
  Handlers<DeskApi>,
  'planTravel' | 'packForTravel' | 'readTravel' | 'endTravel'
>;

const hour = 3_600_000;
/** A pack that a test takes from one phase to the next. */
export class FakeTravel {
  pack: TravelPack = noPack;
  plan: Partial<TravelPlan> = {};
  readonly ended: string[] = [];

  handlers(changed: () => void): TravelHandlers {
    return {
      planTravel: (wish) => ok(this.#planOf(wish)),
      packForTravel: (wish) => {
        this.become({ ...noPack, phase: 'claiming', wish, wanted: this.#planOf(wish).cases });
        changed();
        return ok(this.pack);
      },
      readTravel: () => ok(this.pack),
      endTravel: ({ keep }) => {
        this.ended.push(keep);
        this.become(keep === 'none' ? noPack : { ...this.pack, phase: 'packed' });
        changed();
        return ok(this.pack);
      },
    };
  }

  become(change: Partial<TravelPack>): void {
    this.pack = { ...this.pack, ...change };
  }

  /** As it stands in the middle of fetching. */
  halfway(): void {
    this.become({
      phase: 'fetching',
      cases: { total: 12, here: 9, ready: 7, decided: 0, lost: 0 },
      bytes: { total: 180_000_000, ready: 104_000_000 },
      leftMs: 95_000,
      safeUntilMs: Date.now() + 160 * hour,
      wipeAtMs: Date.now() + 500 * hour,
      refused: 2,
    });
  }

  #planOf(wish: TravelWish): TravelPlan {
    return {
      blocker: null,
      cases: wish.by === 'cases' ? wish.amount : Math.min(200, wish.amount * 20),
      handleMs: 171_000,
      reviews: 48,
      isCapped: false,
      freeBytes: 61_000_000_000,
      budgetBytes: wish.budgetBytes,
      isBudgetCut: false,
      ...this.plan,
    };
  }
}
