/** Mean of the channels, low-passed and resampled by a windowed sinc (16 lobes, Hann). */
export function monoAt(
  channels: readonly Float32Array[],
  fromRate: number,
  toRate: number,
): Float32Array {
  const length = channels[0]?.length ?? 0;
  const mono = new Float32Array(length);
  for (const channel of channels) {
    for (let i = 0; i < length; i++) mono[i] = (mono[i] ?? 0) + (channel[i] ?? 0) / channels.length;
  }
  if (fromRate === toRate) return mono;
  const step = fromRate / toRate;
  const cutoff = Math.min(1, toRate / fromRate);
  const reach = Math.ceil(16 / cutoff);
  const out = new Float32Array(Math.floor(length / step));
  for (let i = 0; i < out.length; i++) {
    const centre = i * step;
    let sum = 0;
    let weights = 0;
    for (
      let at = Math.max(0, Math.ceil(centre - reach));
      at <= Math.min(length - 1, centre + reach);
      at++
    ) {
      const weight = tap((at - centre) * cutoff, (at - centre) / reach);
      sum += (mono[at] ?? 0) * weight;
      weights += weight;
    }
    out[i] = weights === 0 ? 0 : sum / weights;
  }
  return out;
}

function tap(x: number, windowAt: number): number {
  const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  return sinc * (0.5 + 0.5 * Math.cos(Math.PI * windowAt));
}

/** 16-bit mono PCM in a RIFF/WAVE file. */
export function wavBytes(samples: Float32Array, sampleRate: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(44 + samples.length * 2);
  const view = new DataView(bytes.buffer);
  const word = (at: number, text: string) => {
    for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
  };
  word(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  word(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  for (let i = 0; i < samples.length; i++) {
    const value = Math.max(-1, Math.min(1, samples[i] ?? 0));
    view.setInt16(44 + i * 2, Math.round(value * 32767), true);
  }
  return bytes;
}
