/** A stretch of time, `toUs > fromUs`, in any one unit. */
export type Span = { readonly fromUs: number; readonly toUs: number };

/** The same time once, in order. */
export function merged(spans: readonly Span[]): readonly Span[] {
  const all: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.fromUs - b.fromUs)) {
    const last = all.at(-1);
    if (last && span.fromUs <= last.toUs)
      all[all.length - 1] = { fromUs: last.fromUs, toUs: Math.max(last.toUs, span.toUs) };
    else if (span.toUs > span.fromUs) all.push(span);
  }
  return all;
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((all, { fromUs, toUs }) => all + toUs - fromUs, 0);
}

/**
 * Temporal intersection over union of two people's findings: time that both marked over time that either marked.
 * Null when neither marked anything: that is agreement on nothing, not a share.
 */
export function temporalIou(first: readonly Span[], second: readonly Span[]): number | null {
  const [one, two] = [merged(first), merged(second)];
  const either = lengthOf(merged([...one, ...two]));
  if (either === 0) return null;
  return (lengthOf(one) + lengthOf(two) - either) / either;
}

/** Stretches that exactly one of the two marked: where their findings part. */
export function partings(first: readonly Span[], second: readonly Span[]): readonly Span[] {
  const edges = [...new Set([...first, ...second].flatMap((span) => [span.fromUs, span.toUs]))];
  const sorted = edges.toSorted((a, b) => a - b);
  const holds = (spans: readonly Span[], atUs: number) =>
    spans.some(({ fromUs, toUs }) => fromUs <= atUs && atUs < toUs);
  const apart = sorted.slice(0, -1).flatMap((fromUs, n): Span[] => {
    const toUs = sorted[n + 1] ?? fromUs;
    return holds(first, fromUs) === holds(second, fromUs) ? [] : [{ fromUs, toUs }];
  });
  return merged(apart);
}
