import { join } from 'node:path';
import { ownAnalysers } from '../../shared/domain/evidence.ts';
import { startMeasuringHarness } from '../helpers/measuring-harness.ts';

/**
 * Measures one clip over and over until it is killed: what the desk does in the background, as a load beside the
 * player's bench. Started at niceness 19, as the desk's own measuring process runs.
 */
const clip = join(import.meta.dirname, '../../backend/seed/media/bank-sound-late.mp4');
const harness = await startMeasuringHarness();
console.log('measuring');
for (;;) {
  const { ms } = await harness.measure(clip, { analysers: [...ownAnalysers] });
  console.log(`pass of ${Math.round(ms)} ms`);
}
