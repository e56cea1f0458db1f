import { createPowerSpectrum } from '../../workers/power-spectrum.ts';

const size = 2048;
/** How far below its own strongest band a stretch still counts as sound: 16 bit noise is lower. */
const floorDb = 65;
/** Stretches more than this below the loudest are not asked: there the floor is the recording's own noise. */
const quietDb = 30;
/** The spectrum is looked at in bands of this many bins, so that one stray bin decides nothing. */
const bandBins = 8;

/** Gathers how far up the spectrum the louder stretches reach. */
export type Bandwidth = {
  add(samples: Float32Array): void;
  /** Hertz that 95 % of the louder stretches stay below; null without a sound. */
  end(): number | null;
};

export function gatherBandwidth(sampleRate: number): Bandwidth {
  const spectrum = createPowerSpectrum(size);
  const reaches: { readonly energy: number; readonly hertz: number }[] = [];
  let rest = new Float32Array(0);

  function look(samples: Float32Array, at: number): void {
    const power = spectrum.of(samples, at);
    let energy = 0;
    for (const bin of power) energy += bin;
    if (energy < 1e-6) return;
    const bands = bandPowers(power);
    let strongest = 0;
    for (const band of bands) strongest = Math.max(strongest, band);
    const least = strongest * 10 ** (-floorDb / 10);
    const highest = bands.findLastIndex((band) => band > least);
    reaches.push({ energy, hertz: ((highest + 1) * bandBins * sampleRate) / size });
  }

  return {
    add(samples) {
      const joined = new Float32Array(rest.length + samples.length);
      joined.set(rest);
      joined.set(samples, rest.length);
      let at = 0;
      for (; at + size <= joined.length; at += size) look(joined, at);
      rest = joined.slice(at);
    },
    end() {
      let loudest = 0;
      for (const reach of reaches) loudest = Math.max(loudest, reach.energy);
      const loud = reaches
        .filter((reach) => reach.energy > loudest * 10 ** (-quietDb / 10))
        .map((reach) => reach.hertz)
        .toSorted((a, b) => a - b);
      const hertz = loud[Math.min(loud.length - 1, Math.floor(loud.length * 0.95))];
      return hertz === undefined ? null : Math.min(hertz, sampleRate / 2);
    },
  };
}

function bandPowers(power: Float32Array): number[] {
  const bands: number[] = [];
  for (let bin = 0; bin + bandBins <= power.length; bin += bandBins) {
    let sum = 0;
    for (let i = 0; i < bandBins; i++) sum += power[bin + i] ?? 0;
    bands.push(sum);
  }
  return bands;
}
