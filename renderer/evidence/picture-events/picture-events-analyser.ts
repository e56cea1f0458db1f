import { analyserCards } from '../../../shared/domain/analyser-cards.ts';
import type { EvidenceResult } from '../../../shared/domain/evidence.ts';
import { startOfFrame } from '../../../shared/media-time/frame-index.ts';
import type { Analyser } from '../engine/analyser.ts';
import { findPictureEvents } from './find-events.ts';
import { createChangeMeter, type FrameChange } from './frame-change.ts';

type PictureEvents = Extract<EvidenceResult, { kind: 'picture-events' }>;

const card = analyserCards['picture-events'];
const { author } = card;
/** Fine enough that a slow zoom is seen to move. */
const lookedAtPx = 640;
const mostEvents = 10_000;

/** Cuts, frozen and duplicated frames, flicker and black: places to look at, not faults in themselves. */
export function pictureEventsAnalyser(): Analyser<PictureEvents> {
  return {
    ...card,
    needs: { frames: true, sound: false },
    async begin(clip) {
      const change = createChangeMeter();
      const changes: FrameChange[] = [];
      const frames: number[] = [];
      return {
        frame(picture) {
          frames.push(picture.frame);
          changes.push(change(picture.luma(lookedAtPx)));
        },
        async end() {
          const head = { kind: 'picture-events' as const, author };
          const { index } = clip;
          if (index === null || changes.length === 0) {
            const reason = index === null ? 'no-picture' : 'picture-undecodable';
            return { ...head, certainty: 'cannot-tell', reason, events: [] };
          }
          const starts = frames.map((frame) => startOfFrame(index, frame));
          const isWhole = changes.length === index.startsUs.length;
          const frameOf = (at: number) => frames[at] ?? (frames.at(-1) ?? 0) + 1;
          const events = findPictureEvents(changes, starts)
            .slice(0, mostEvents)
            .map((found) => ({
              ...found,
              fromFrame: frameOf(found.fromFrame),
              toFrame: frameOf(found.toFrame),
              fromUs: startOfFrame(index, frameOf(found.fromFrame)),
              toUs: startOfFrame(index, frameOf(found.toFrame)),
            }));
          return {
            ...head,
            certainty: isWhole ? 'clear' : 'weak',
            reason: isWhole ? null : 'frames-missing',
            events,
          };
        },
      };
    },
  };
}
