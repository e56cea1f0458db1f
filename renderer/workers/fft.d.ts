declare module 'fft.js' {
  /** Radix-4 FFT, MIT, github.com/indutny/fft.js. Arrays of interleaved real and imaginary parts. */
  export default class FFT {
    constructor(size: number);
    readonly size: number;
    createComplexArray(): number[];
    /** Fills the first half of the spectrum (`size` numbers and the Nyquist bin). */
    realTransform(out: number[], samples: ArrayLike<number>): void;
  }
}
