/** Loudness by EBU R128 of a whole soundtrack: integrated in LUFS, true peak in dBTP. */
export type Loudness = {
  readonly integratedLufs: number | null;
  readonly truePeakDbtp: number | null;
};

/** What the module of the `ebur128-wasm` package exports (a port of libebur128); buffers are freed by the callee. */
type Ebur128Exports = {
  readonly memory: WebAssembly.Memory;
  __wbindgen_malloc(bytes: number): number;
  ebur128_integrated_mono(sampleRate: number, at: number, length: number): number;
  ebur128_integrated_stereo(
    sampleRate: number,
    leftAt: number,
    leftLength: number,
    rightAt: number,
    rightLength: number,
  ): number;
  ebur128_true_peak_mono(sampleRate: number, at: number, length: number): number;
  ebur128_true_peak_stereo(
    sampleRate: number,
    leftAt: number,
    leftLength: number,
    rightAt: number,
    rightLength: number,
  ): number;
};

/**
 * Loudness of the first two channels by an instance of `ebur128_wasm_bg.wasm`; null values where it is
 * silent or shorter than one gating block (0.4 s). Throws where the module panics or runs out of memory.
 */
export async function measureLoudness(
  module: WebAssembly.Module,
  sampleRate: number,
  channels: readonly Float32Array[],
): Promise<Loudness> {
  const [left, right] = channels;
  if (!left || left.length < sampleRate * 0.4) return { integratedLufs: null, truePeakDbtp: null };
  const ebur128 = await instantiate(module);
  const place = (samples: Float32Array) => {
    const at = ebur128.__wbindgen_malloc(samples.byteLength);
    new Float32Array(ebur128.memory.buffer, at, samples.length).set(samples);
    return [at, samples.length] as const;
  };
  const integrated = right
    ? ebur128.ebur128_integrated_stereo(sampleRate, ...place(left), ...place(right))
    : ebur128.ebur128_integrated_mono(sampleRate, ...place(left));
  const peak = right
    ? ebur128.ebur128_true_peak_stereo(sampleRate, ...place(left), ...place(right))
    : ebur128.ebur128_true_peak_mono(sampleRate, ...place(left));
  return {
    integratedLufs: Number.isFinite(integrated) ? integrated : null,
    truePeakDbtp: Number.isFinite(peak) ? peak : null,
  };
}

/** A fresh instance for each clip: its memory goes with it. */
async function instantiate(module: WebAssembly.Module): Promise<Ebur128Exports> {
  const imports: WebAssembly.ModuleImports = {};
  for (const { name } of WebAssembly.Module.imports(module))
    imports[name] = () => {
      if (name.startsWith('__wbg_error')) throw new Error('The loudness meter failed.');
      return 0;
    };
  const instance = await WebAssembly.instantiate(module, { './ebur128_wasm_bg.js': imports });
  // The package's own declarations describe its glue, not the module's exports.
  return instance.exports as unknown as Ebur128Exports;
}
