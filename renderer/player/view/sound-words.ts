import type { TFunction } from 'i18next';
import type { MediaUs } from '../../../shared/media-time/units.ts';

/** Says plainly that a moved sound is for listening; empty while it is not moved. */
export function nudgeWords(nudgeUs: MediaUs, t: TFunction): string {
  if (nudgeUs === 0) return '';
  const ms = Math.round(Math.abs(nudgeUs) / 100) / 10;
  return t('player.sound.nudged', { ms: `${nudgeUs < 0 ? '−' : '+'}${ms}` });
}

export function latencyWords(latencyMs: number | null, t: TFunction): string {
  return latencyMs === null
    ? t('player.sound.latency-unknown')
    : t('player.sound.latency', { ms: latencyMs });
}
