import { useCallback, useMemo, useState } from 'react';
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

/** The findings of the open case and the marks on their way to one. */
export function useFindings({ findings, player, index, onChange, canEdit }: FindingsOptions) {
  const [marksSet, setMarks] = useState<Marks>(noMarks);
  const marks = canEdit ? marksSet : noMarks;
  const [isPicking, setIsPicking] = useState(false);
  const [selectedId, select] = useState<string | null>(null);
  const list = useMemo(() => inOrder(findings), [findings]);
  const selected = list.find((finding) => finding.findingId === selectedId) ?? null;
  const marking = useMemo(() => spanOfMarks(marks, index), [marks, index]);
  const here = () => (player ? markAt(index, player.clock.read().us) : null);
  const jumpTo = useCallback((finding: Finding) => player?.seekToUs(finding.fromUs), [player]);

  return {
    list,
    selected,
    selectedId,
    marks,
    marking,
    isPicking,
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
      const span = spanOfMarks(marks, index);
      if (!span) return;
      const made = findingOf(crypto.randomUUID(), kind, span);
      onChange([...findings, made]);
      select(made.findingId);
      setMarks(noMarks);
      setIsPicking(false);
    },
    /** A span that something else measured becomes a finding; whole frames where there are frames. */
    addSpan: (kind: FindingKind, span: Span, note = '') => {
      const last = Math.max(span.fromUs, span.toUs - 1);
      const marked = spanOfMarks(
        { from: markAt(index, span.fromUs), to: markAt(index, last) },
        index,
      );
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
