import type { FrameRate } from './frame-index.ts';
import type { MediaUs } from './units.ts';

const two = (n: number) => String(n).padStart(2, '0');

/** `m:ss.mmm` (or `h:mm:ss.mmm`) of a media time. */
export function clockTime(us: MediaUs): string {
  const sign = us < 0 ? '-' : '';
  const ms = Math.floor(Math.abs(us) / 1000);
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor(ms / 60_000) % 60;
  const seconds = Math.floor(ms / 1000) % 60;
  const head = hours > 0 ? `${hours}:${two(minutes)}` : String(minutes);
  return `${sign}${head}:${two(seconds)}.${String(ms % 1000).padStart(3, '0')}`;
}

/** Whether SMPTE ST 12-1 drop-frame counting applies: 30000/1001 and 60000/1001 only. */
export function usesDropFrame(rate: FrameRate): boolean {
  return (
    rate.kind === 'cfr' &&
    rate.denominator === 1001 &&
    (rate.numerator === 30000 || rate.numerator === 60000)
  );
}

/**
 * SMPTE ST 12-1 timecode of a frame number: `hh:mm:ss:ff`, or `hh:mm:ss;ff` counted with drop-frame.
 * Null for a variable rate: a timecode would name frames that do not exist.
 */
export function timecodeOf(rate: FrameRate, frame: number): string | null {
  if (rate.kind === 'vfr') return null;
  const nominal = Math.round(rate.numerator / rate.denominator);
  const drop = usesDropFrame(rate);
  const counted = drop ? frame + droppedNumbers(frame, nominal) : frame;
  const ff = counted % nominal;
  const totalSeconds = Math.floor(counted / nominal);
  const digits = nominal > 100 ? 3 : 2;
  const clock = `${two(Math.floor(totalSeconds / 3600))}:${two(Math.floor(totalSeconds / 60) % 60)}:${two(totalSeconds % 60)}`;
  return `${clock}${drop ? ';' : ':'}${String(ff).padStart(digits, '0')}`;
}

/** Frame numbers skipped before `frame`: two (four at 59.94) each minute except every tenth. */
function droppedNumbers(frame: number, nominal: number): number {
  const perDrop = nominal / 15;
  const perMinute = nominal * 60 - perDrop;
  const perTenMinutes = nominal * 600 - perDrop * 9;
  const tens = Math.floor(frame / perTenMinutes);
  const rest = frame % perTenMinutes;
  const minutes = rest < nominal * 60 ? 0 : 1 + Math.floor((rest - nominal * 60) / perMinute);
  return perDrop * (9 * tens + minutes);
}
