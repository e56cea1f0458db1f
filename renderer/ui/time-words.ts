import type { TFunction } from 'i18next';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A stretch of time in one short word: `45 s`, `12 min`, `3 h`, `2 d`. */
export function shortDuration(ms: number, t: TFunction): string {
  const size = Math.abs(ms);
  if (size < minuteMs) return t('time.seconds', { n: Math.round(size / 1000) });
  if (size < hourMs) return t('time.minutes', { n: Math.round(size / minuteMs) });
  if (size < 2 * dayMs) return t('time.hours', { n: Math.round(size / hourMs) });
  return t('time.days', { n: Math.round(size / dayMs) });
}

/** When something is due, seen from now: `in 3 h` or `2 h late`. */
export function dueWords(dueAtMs: number, nowMs: number, t: TFunction): string {
  const left = dueAtMs - nowMs;
  const size = shortDuration(left, t);
  return left < 0 ? t('time.late', { size }) : t('time.in', { size });
}

/** How long a review took: `48 s`, `2 min 05 s`. */
export function handleWords(ms: number, t: TFunction): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return t('time.seconds', { n: seconds });
  return t('time.minutes-seconds', {
    minutes: Math.floor(seconds / 60),
    seconds: String(seconds % 60).padStart(2, '0'),
  });
}

/** Bytes as people read them, decimal units: `840 kB`, `3.2 MB`. */
export function sizeWords(bytes: number, language: string): string {
  const [value, unit] =
    bytes < 1000
      ? [bytes, 'B']
      : bytes < 1e6
        ? [bytes / 1000, 'kB']
        : bytes < 1e9
          ? [bytes / 1e6, 'MB']
          : [bytes / 1e9, 'GB'];
  const digits = value < 10 && unit !== 'B' ? 1 : 0;
  const number = new Intl.NumberFormat(language, {
    maximumFractionDigits: digits,
    minimumFractionDigits: digits,
  });
  return `${number.format(value)} ${unit}`;
}

/** A moment on the wall clock: the time for today, the date for other days. */
export function momentWords(atMs: number, nowMs: number, language: string): string {
  const at = new Date(atMs);
  const isToday = new Date(nowMs).toDateString() === at.toDateString();
  return new Intl.DateTimeFormat(
    language,
    isToday
      ? { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }
      : { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  ).format(at);
}
