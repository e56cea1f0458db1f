import type { Analysis } from '../../../shared/contract/evidence-api.ts';
import type { SaidSpan } from '../../../shared/domain/asked-and-said.ts';
import type { PictureEventKind } from '../../../shared/domain/evidence.ts';
import type { FindingKind } from '../../../shared/domain/finding.ts';
import type { FrameIndex } from '../../../shared/media-time/frame-index.ts';
import { frameAt } from '../../../shared/media-time/frame-index.ts';
import type { MediaUs, Span } from '../../../shared/media-time/units.ts';
import { cutText } from '../../../shared/domain/text.ts';

export type EventName = PictureEventKind | 'speech' | 'unasked' | 'clipped' | 'silent' | 'model';

/** A place that a measurement points at: to jump to, and to make a finding of. */
export type EvidenceEvent = Span & {
  readonly id: string;
  readonly name: EventName;
  /** What a finding made of it is first called. */
  readonly findingKind: FindingKind;
  /** What its finding is first noted with. */
  readonly note?: string;
};

const pictureKinds: Readonly<Record<PictureEventKind, FindingKind>> = {
  cut: 'cut-or-splice',
  frozen: 'frozen-picture',
  duplicate: 'frozen-picture',
  flicker: 'other',
  black: 'other',
};

/** Every event that was measured, in the clip's order. */
export function evidenceEvents(
  analyses: readonly Analysis[],
  unasked: readonly SaidSpan[] = [],
): readonly EvidenceEvent[] {
  const events: EvidenceEvent[] = [];
  const add = (name: EventName, findingKind: FindingKind, { fromUs, toUs }: Span) =>
    events.push({ id: `${name}-${fromUs}`, name, findingKind, fromUs, toUs });
  for (const { result } of analyses) {
    if (result?.kind === 'picture-events')
      for (const event of result.events) add(event.event, pictureKinds[event.event], event);
    if (result?.kind === 'speech')
      for (const span of result.spans) add('speech', 'speech-not-asked-for', span);
    if (result?.kind === 'model')
      for (const { fromUs, toUs } of result.spans)
        events.push({
          id: `model-${result.laneTitle}-${fromUs}`,
          name: 'model',
          findingKind: 'other',
          fromUs,
          toUs,
          note: result.laneTitle,
        });
    if (result?.kind === 'sound-facts') {
      for (const span of result.clipped) add('clipped', 'other', span);
      for (const span of result.silent) add('silent', 'other', span);
    }
  }
  for (const { fromUs, toUs, text } of unasked) {
    if (fromUs === null || toUs === null) continue;
    const place = { id: `unasked-${fromUs}-${text.length}`, fromUs, toUs };
    events.push({
      ...place,
      name: 'unasked',
      findingKind: 'speech-not-asked-for',
      note: `“${cutText(text, 500)}”`,
    });
  }
  return events.toSorted((one, other) => one.fromUs - other.fromUs || one.toUs - other.toUs);
}

const pictureNames: ReadonlySet<EventName> = new Set([
  'cut',
  'frozen',
  'duplicate',
  'flicker',
  'black',
]);

export function isPictureEvent(event: EvidenceEvent): boolean {
  return pictureNames.has(event.name);
}

/**
 * The next event that begins on another frame than the playhead's, that way; undefined at the end. Compared by
 * frames, since a playhead stands on a frame's start and sound events are between.
 */
export function neighbourEvent(
  events: readonly EvidenceEvent[],
  index: FrameIndex | null,
  us: MediaUs,
  by: 1 | -1,
): EvidenceEvent | undefined {
  const place = (at: MediaUs) => (index ? frameAt(index, at) : Math.round(at / 1000));
  const here = place(us);
  return by === 1
    ? events.find((event) => place(event.fromUs) > here)
    : events.findLast((event) => place(event.fromUs) < here);
}

/** The shortest event under the playhead, speech not asked for before any other: what a key makes a finding of. */
export function eventAt(
  events: readonly EvidenceEvent[],
  index: FrameIndex | null,
  us: MediaUs,
): EvidenceEvent | undefined {
  const frame = index ? frameAt(index, us) : null;
  const isUnder = (event: EvidenceEvent) =>
    (us >= event.fromUs && us < Math.max(event.toUs, event.fromUs + 1)) ||
    (index !== null && frameAt(index, event.fromUs) === frame);
  return events
    .filter(isUnder)
    .toSorted(
      (one, other) =>
        Number(other.name === 'unasked') - Number(one.name === 'unasked') ||
        one.toUs - one.fromUs - (other.toUs - other.fromUs),
    )[0];
}
