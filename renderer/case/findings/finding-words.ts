import type { TFunction } from 'i18next';
import type { Finding } from '../../../shared/domain/finding.ts';
import { clockTime } from '../../../shared/media-time/timecode.ts';

type Where = Pick<Finding, 'fromUs' | 'toUs' | 'fromFrame' | 'toFrame'>;

/** Where a finding is: its frames (first to last) and its times. */
export function whereWords(
  of: Where,
  t: TFunction,
): { readonly frames: string; readonly times: string } {
  const times = `${clockTime(of.fromUs)} – ${clockTime(of.toUs)}`;
  if (of.fromFrame === null || of.toFrame === null) return { frames: '', times };
  const last = of.toFrame - 1;
  const frames =
    last > of.fromFrame
      ? t('findings.frames', { from: of.fromFrame, to: last })
      : t('findings.frame', { frame: of.fromFrame });
  return { frames, times };
}
