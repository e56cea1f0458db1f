import type { FrameIndex } from '../../../shared/media-time/frame-index.ts';
import { didNothing } from '../../keys/dispatcher.ts';
import { useCommands } from '../../keys/use-keys.ts';
import type { ClipPlayer } from '../../player/clip-player-types.ts';
import type { FindingDesk } from '../findings/use-findings.ts';
import { eventAt, isPictureEvent, neighbourEvent, type EvidenceEvent } from './evidence-events.ts';

type EvidenceKeysOptions = {
  readonly player: ClipPlayer | null;
  readonly index: FrameIndex | null;
  readonly events: readonly EvidenceEvent[];
  readonly findings: FindingDesk;
  readonly isOpen: boolean;
  readonly canEdit: boolean;
};

/** The keys that go from event to event, and make a finding of the one under the playhead. */
export function useEvidenceKeys({
  player,
  index,
  events,
  findings,
  isOpen,
  canEdit,
}: EvidenceKeysOptions): void {
  const pictures = events.filter((event) => isPictureEvent(event) || event.name === 'model');
  const speech = events.filter((event) => event.name === 'speech');
  const go = (list: readonly EvidenceEvent[], by: 1 | -1) => () => {
    const next = player && neighbourEvent(list, index, player.state().us, by);
    if (!next) return didNothing;
    return player.seekToUs(next.fromUs);
  };
  const mark = () => {
    const event = player && eventAt(events, index, player.state().us);
    if (!event) return didNothing;
    return findings.addSpan(event.findingKind, event, event.note);
  };
  const canGo = isOpen && player !== null;
  useCommands({
    'next-event': canGo && pictures.length > 0 && go(pictures, 1),
    'previous-event': canGo && pictures.length > 0 && go(pictures, -1),
    'next-speech': canGo && speech.length > 0 && go(speech, 1),
    'previous-speech': canGo && speech.length > 0 && go(speech, -1),
    'event-to-finding': canGo && canEdit && events.length > 0 && mark,
  });
}
