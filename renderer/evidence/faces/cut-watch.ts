/** Sees a cut between two pictures from their small luma copies, so that a face does not live on in the next shot. */
export class CutWatch {
  #last: Uint8Array | null = null;
  #usual = 0;

  /** Is this picture the first of a new shot? */
  isCut(luma: Uint8Array): boolean {
    const last = this.#last;
    this.#last = luma;
    if (last?.length !== luma.length) return false;
    let sum = 0;
    for (let i = 0; i < luma.length; i += 1) sum += Math.abs((luma[i] ?? 0) - (last[i] ?? 0));
    const change = sum / luma.length;
    const isCut = change > leastChange && change > timesUsual * this.#usual;
    this.#usual = isCut ? 0 : 0.8 * this.#usual + 0.2 * change;
    return isCut;
  }
}

/** Mean difference of luma, of 255; and over the usual change from picture to picture. */
const leastChange = 18;
const timesUsual = 4;
