import { useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import type { Finding, FindingKind } from '../../../shared/domain/finding.ts';
import type { FrameIndex } from '../../../shared/media-time/frame-index.ts';
import type { Span } from '../../../shared/media-time/units.ts';
import type { ClipPlayer } from '../../player/clip-player-types.ts';
import {
  findingOf,
  inOrder,
  markAt,
  neighbourFinding,
  noMarks,
  spanOfMarks,
  type Marks,
} from './marking.ts';

type FindingsOptions = {
  readonly findings: readonly Finding[];
  readonly player: ClipPlayer | null;
  readonly index: FrameIndex | null;
  readonly onChange: (findings: readonly Finding[]) => void;
  /** False once a verdict is saved: marks on their way to a finding are over then. */
  readonly canEdit: boolean;
};

const noListener = () => () => {};

/** Whether the clip has places to mark: frames, or sound that plays. */
function useHasPlaces(player: ClipPlayer | null): boolean {
  return useSyncExternalStore(
    player?.subscribe ?? noListener,
    () => player !== null && (player.index !== null || player.state().source === 'sound'),
  );
}

/** The findings of the open case and the marks on their way to one. */
export function useFindings({ findings, player, index, onChange, canEdit }: FindingsOptions) {
  const [marksSet, setMarks] = useState<Marks>(noMarks);
  const marks = canEdit ? marksSet : noMarks;
  const [isPicking, setIsPicking] = useState(false);
  const [selectedId, select] = useState<string | null>(null);
  const list = useMemo(() => inOrder(findings), [findings]);
  const selected = list.find((finding) => finding.findingId === selectedId) ?? null;
  const hasPlaces = useHasPlaces(player);
  const spanOf = useCallback(
    (of: Marks) => {
      const { beginUs, durationUs } = player?.state() ?? { beginUs: 0, durationUs: 0 };
      return spanOfMarks(of, index, { fromUs: beginUs, toUs: durationUs });
    },
    [player, index],
  );
  const marking = useMemo(() => spanOf(marks), [marks, spanOf]);
  const here = () => (player && hasPlaces ? markAt(index, player.clock.read().us) : null);
  const jumpTo = useCallback((finding: Finding) => player?.seekToUs(finding.fromUs), [player]);

  return {
    list,
    selected,
    selectedId,
    marks,
    marking,
    isPicking,
    /** False where no place of the clip can be marked: it neither shows nor sounds. */
    hasPlaces,
    select: useCallback(
      (id: string | null) => {
        select(id);
        const found = findings.find((finding) => finding.findingId === id);
        if (found) jumpTo(found);
      },
      [findings, jumpTo],
    ),
    markIn: () => {
      const from = here();
      if (from) setMarks((now) => ({ ...now, from }));
    },
    markOut: () => {
      const to = here();
      if (!to) return;
      setMarks((now) => ({ ...now, to }));
      setIsPicking(true);
    },
    clear: () => {
      setMarks(noMarks);
      setIsPicking(false);
    },
    cancelPicking: () => setIsPicking(false),
    add: (kind: FindingKind) => {
      const span = spanOf(marks);
      if (!span) return;
      const made = findingOf(crypto.randomUUID(), kind, span);
      onChange([...findings, made]);
      select(made.findingId);
      setMarks(noMarks);
      setIsPicking(false);
    },
    /** A span that something else measured becomes a finding; whole frames where there are frames. */
    addSpan: (kind: FindingKind, span: Span, note = '') => {
      // The last frame inside it; without frames the end itself.
      const last = index ? Math.max(span.fromUs, span.toUs - 1) : span.toUs;
      const marked = spanOf({ from: markAt(index, span.fromUs), to: markAt(index, last) });
      if (!marked) return;
      const made = { ...findingOf(crypto.randomUUID(), kind, marked), note };
      onChange([...findings, made]);
      select(made.findingId);
    },
    change: (finding: Finding) =>
      onChange(findings.map((old) => (old.findingId === finding.findingId ? finding : old))),
    remove: (findingId: string) => {
      onChange(findings.filter((finding) => finding.findingId !== findingId));
      if (findingId === selectedId) select(null);
    },
    move: (by: 1 | -1) => {
      const next = neighbourFinding(list, selectedId, by);
      if (!next) return;
      select(next.findingId);
      jumpTo(next);
    },
    toggleLoop: () => {
      if (!player) return;
      const span = selected ?? marking;
      if (player.state().loop || !span) player.setLoop(null);
      else player.setLoop({ fromUs: span.fromUs, toUs: span.toUs });
    },
  };
}
export type FindingDesk = ReturnType<typeof useFindings>;
