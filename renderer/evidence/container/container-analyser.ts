import { analyserCards } from '../../../shared/domain/analyser-cards.ts';
import type { Analyser } from '../engine/analyser.ts';
import { readContainerFacts } from './read-container.ts';

/** What the container says of its streams, read packet by packet; nothing is decoded. */
export const containerAnalyser: Analyser = {
  ...analyserCards.container,
  needs: { frames: false, sound: false },
  begin: async (clip) => ({ end: () => readContainerFacts(clip) }),
};
