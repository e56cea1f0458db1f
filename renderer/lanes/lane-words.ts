import type { TFunction } from 'i18next';
import { frameCount, type FrameIndex } from '../../shared/media-time/frame-index.ts';
import { clockTime } from '../../shared/media-time/timecode.ts';
import type { Span } from '../../shared/media-time/units.ts';
import type { Lane, LaneState } from './lane-types.ts';
import { plainText } from '../../shared/domain/hidden-signs.ts';

/** What a lane can't say, in words; empty where it is clear, and where its own strip says how far it is. */
export function laneStateWords(state: LaneState, t: TFunction): string {
  return state === 'clear' || state === 'coming' ? '' : t(`lanes.state.${state}`);
}

/** A strip's name with the values of what is drawn on it: "Speech: 0:04.200 of speech". */
export function stripName({ title, summary }: Pick<Lane, 'title' | 'summary'>): string {
  return plainText(summary ? `${title}: ${summary}` : title);
}

/** What the overview shows, for a screen reader. */
export function minimapName(view: Span, clip: Span, t: TFunction): string {
  return t('lanes.overview-name', {
    length: clockTime(clip.toUs - clip.fromUs),
    from: clockTime(view.fromUs),
    to: clockTime(view.toUs),
  });
}

/** What a screen reader says for the lanes as a whole. */
export function lanesName(index: FrameIndex | null, t: TFunction): string {
  return index ? t('lanes.timeline-of', { frames: frameCount(index) }) : t('lanes.timeline');
}
