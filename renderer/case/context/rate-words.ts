import type { TFunction } from 'i18next';
import type { FrameRate } from '../../../shared/media-time/frame-index.ts';

const short = (fps: number) => String(Math.round(fps * 1000) / 1000);

/** A frame rate as a reviewer reads it: `29.97 fps (30000/1001)`, or the range of an uneven one. */
export function rateWords(rate: FrameRate, t: TFunction): string {
  if (rate.kind === 'vfr') {
    return t('tech.vfr', {
      min: short(rate.minFps),
      max: short(rate.maxFps),
      mean: short(rate.meanFps),
    });
  }
  const fps = short(rate.numerator / rate.denominator);
  return rate.denominator === 1
    ? t('tech.fps', { fps })
    : t('tech.fps-exact', { fps, fraction: `${rate.numerator}/${rate.denominator}` });
}
