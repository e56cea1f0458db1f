import type { Handlers } from '../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../shared/contract/desk-api.ts';
import { err, ok } from '../../../shared/lifetime/result.ts';
import { noPack } from '../travel/travel-progress.ts';
import type { DeskDeps } from './desk-context.ts';

type Group = Pick<Handlers<DeskApi>, 'planTravel' | 'packForTravel' | 'readTravel' | 'endTravel'>;

export function travelHandlers(context: DeskDeps): Group {
  const notEnrolled = () =>
    err(
      'not-enrolled',
      'This desk is not enrolled, so it has no cases to take along. Enrol it in the settings.',
      'after-user',
    );
  return {
    async planTravel(wish) {
      const travel = context.travel();
      return travel === null ? notEnrolled() : ok(await travel.plan(wish));
    },
    async packForTravel(wish) {
      const travel = context.travel();
      if (travel === null) return notEnrolled();
      const packed = await travel.pack(wish);
      if (packed.ok) context.nudgeTravel();
      return packed;
    },
    readTravel: () => ok(context.travel()?.read() ?? noPack),
    endTravel({ keep }) {
      const travel = context.travel();
      if (travel === null) return notEnrolled();
      const left = travel.end(keep);
      context.nudgeTravel();
      return ok(left);
    },
  };
}
