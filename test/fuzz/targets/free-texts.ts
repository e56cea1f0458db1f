import {
  cutText,
  freeText,
  isStorable,
  storable,
  unstorableIn,
} from '../../../shared/domain/text.ts';
import { seeded } from '../../helpers/mutated-media.ts';
import { hostileValue } from '../hostile-values.ts';
import type { FuzzTarget, RunningTarget } from '../target.ts';

/** What people and models write: stored as it is or made storable, cut without halving a character. */
export const freeTexts: FuzzTarget = {
  name: 'free-texts',
  start: (): Promise<RunningTarget> =>
    Promise.resolve({
      tryOne(seed: number) {
        const random = seeded(seed);
        const units = Array.from({ length: Math.floor(random() * 60) }, () =>
          random() < 0.3 ? 0xd800 + random() * 0x800 : random() * 0x10000,
        );
        const text = String.fromCharCode(...units);
        const most = Math.floor(random() * 60);
        const cut = cutText(storable(text), most);
        const trouble = [
          isStorable(storable(text)) ? null : 'what was made storable is not',
          cut.length <= most ? null : 'cut text is too long',
          isStorable(cut) ? null : 'a character was halved',
          !isStorable(freeText(most).safeParse(text).data ?? '')
            ? 'taken though not storable'
            : null,
        ].find((one) => one !== null);
        unstorableIn(hostileValue(random));
        return Promise.resolve(trouble ?? null);
      },
      end: () => Promise.resolve(),
    }),
};
