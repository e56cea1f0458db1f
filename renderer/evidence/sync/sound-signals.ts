import { percentile } from '../engine/percentile.ts';
import { slowHalfSteps } from './mouth-signals.ts';
import { rowLength, type SoundFeatures } from './sound-features.ts';
import { highPass, movingMean, standardised, type Track } from './tracks.ts';

/** Sound that is 50 dB below the loud places counts as silence. */
const floorShare = 1e-5;

/** Log energies of the bands and of all sound, one track each, without slow changes, each of deviation 1. */
export function soundSignals(features: SoundFeatures): readonly Track[] {
  const { steps, rows } = features;
  const column = (k: number): Track =>
    Float64Array.from({ length: steps }, (_, i) => rows[i * rowLength + k] ?? 0);
  const columns = Array.from({ length: rowLength }, (_, k) => column(k));
  return columns.map((energies) => {
    const loud = percentile(energies, 0.98);
    const floor = Math.max(loud * floorShare, 1e-14);
    const logs = energies.map((energy) => Math.log(energy + floor));
    return standardised(highPass(movingMean(logs, 1), slowHalfSteps));
  });
}
