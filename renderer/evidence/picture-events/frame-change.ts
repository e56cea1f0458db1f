/** One picture's luma, one byte a pixel. */
export type LumaPicture = {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
};

/** What changed from the picture before, and how bright this one is; levels 0..255. */
export type FrameChange = {
  /** Mean absolute difference; 0 for the first picture. */
  readonly mean: number;
  /** The largest mean difference of any block: stays above zero when only a mouth moves. */
  readonly largestBlock: number;
  /** Half the L1 distance of the brightness histograms, 0..1. */
  readonly histogram: number;
  readonly brightness: number;
  /** Level that 98 % of the pixels do not exceed. */
  readonly brightest: number;
};

const blockPx = 16;
const bins = 64;

/** Compares each picture with the one before; a change of size counts as a wholly new picture. */
export function createChangeMeter(): (picture: LumaPicture) => FrameChange {
  let before: { picture: LumaPicture; histogram: Float32Array } | null = null;
  return (picture) => {
    const histogram = histogramOf(picture);
    const light = {
      brightness: meanOf(picture.data),
      brightest: percentile(histogram, 0.98) * (256 / bins),
    };
    const last = before;
    // The caller may use its buffer again.
    before = { picture: { ...picture, data: picture.data.slice() }, histogram };
    if (last === null) return { mean: 0, largestBlock: 0, histogram: 0, ...light };
    if (last.picture.width !== picture.width || last.picture.height !== picture.height)
      return { mean: 255, largestBlock: 255, histogram: 1, ...light };
    return {
      ...difference(last.picture, picture),
      histogram: histogramDistance(last.histogram, histogram),
      ...light,
    };
  };
}

function difference(
  before: LumaPicture,
  now: LumaPicture,
): Pick<FrameChange, 'mean' | 'largestBlock'> {
  const across = Math.ceil(now.width / blockPx);
  const sums = new Float64Array(across * Math.ceil(now.height / blockPx));
  const counts = new Uint32Array(sums.length);
  let sum = 0;
  for (let y = 0; y < now.height; y++) {
    const row = y * now.width;
    const blockRow = Math.floor(y / blockPx) * across;
    for (let x = 0; x < now.width; x++) {
      const changed = Math.abs((now.data[row + x] ?? 0) - (before.data[row + x] ?? 0));
      const block = blockRow + (x >> 4);
      sums[block] = (sums[block] ?? 0) + changed;
      counts[block] = (counts[block] ?? 0) + 1;
      sum += changed;
    }
  }
  let largestBlock = 0;
  sums.forEach((total, block) => {
    largestBlock = Math.max(largestBlock, total / Math.max(1, counts[block] ?? 1));
  });
  return { mean: sum / Math.max(1, now.data.length), largestBlock };
}

function histogramOf(picture: LumaPicture): Float32Array {
  const histogram = new Float32Array(bins);
  const share = 1 / Math.max(1, picture.data.length);
  for (const level of picture.data) histogram[level >> 2] = (histogram[level >> 2] ?? 0) + share;
  return histogram;
}

function histogramDistance(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let bin = 0; bin < bins; bin++) sum += Math.abs((one[bin] ?? 0) - (other[bin] ?? 0));
  return sum / 2;
}

function percentile(histogram: Float32Array, share: number): number {
  let sum = 0;
  for (let bin = 0; bin < bins; bin++) {
    sum += histogram[bin] ?? 0;
    if (sum >= share) return bin + 1;
  }
  return bins;
}

function meanOf(data: Uint8Array): number {
  let sum = 0;
  for (const level of data) sum += level;
  return sum / Math.max(1, data.length);
}
