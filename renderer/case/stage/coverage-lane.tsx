import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { heardUs, judgedFrom, judgedTo } from '../../../shared/domain/heard.ts';
import type { ConductSoFar } from '../../../shared/domain/review-work.ts';
import {
  frameCount,
  startOfFrame,
  type FrameIndex,
} from '../../../shared/media-time/frame-index.ts';
import { SpanStrip, type StripSpan } from '../../lanes/evidence/span-strip.tsx';
import type { Lane } from '../../lanes/lane-types.ts';
import type { TimeAxis } from '../../lanes/time-axis.ts';
import { framesShown } from '../conduct/conduct.ts';

type CoverageLaneInput = {
  readonly index: FrameIndex | null;
  readonly lengthUs: number;
  readonly readConduct: () => ConductSoFar;
  readonly t: TFunction;
};

const refreshMs = 500;

/** What was seen and heard so far: frames above, sound below. */
export function coverageLane(input: CoverageLaneInput): Lane {
  const { t } = input;
  return {
    id: 'coverage',
    title: t('coverage.title'),
    author: '',
    state: 'clear',
    note: t('coverage.explain'),
    heightPx: 24,
    render: ({ axis }) => <CoverageStrip {...input} axis={axis} />,
  };
}

function CoverageStrip(input: CoverageLaneInput & { readonly axis: TimeAxis }) {
  const { index, lengthUs, readConduct, axis, t } = input;
  const [conduct, setConduct] = useState(readConduct);
  useEffect(() => {
    const timer = setInterval(() => setConduct(readConduct()), refreshMs);
    return () => clearInterval(timer);
  }, [readConduct]);
  const seen = index
    ? t('coverage.seen', { shown: framesShown(conduct), total: frameCount(index) })
    : '';
  const seconds = (us: number) => (us / 1e6).toFixed(1);
  const heard =
    conduct.heard.length === 0
      ? t('coverage.nothing-heard')
      : t('coverage.heard', {
          seconds: seconds(heardUs(conduct.heard)),
          total: seconds(lengthUs),
        });
  return (
    <div
      className="coverage-strip"
      role="img"
      aria-label={[seen, heard].filter(Boolean).join(', ')}
    >
      <SpanStrip axis={axis} spans={coverageSpans(conduct, index)} />
    </div>
  );
}

function coverageSpans(conduct: ConductSoFar, index: FrameIndex | null): readonly StripSpan[] {
  const runs = (list: ConductSoFar['frames'], look: string) =>
    index
      ? list.map(([from, to]) => ({
          fromUs: startOfFrame(index, from),
          toUs: startOfFrame(index, to),
          look,
        }))
      : [];
  return [
    ...runs(conduct.seenFiltered, 'seen-filtered'),
    ...runs(conduct.seenPlain, 'seen-plain'),
    ...conduct.heard.map(({ fromUs, toUs, rate }) => ({
      fromUs,
      toUs,
      look: rate >= judgedFrom && rate <= judgedTo ? 'heard' : 'heard-slowly',
    })),
  ];
}
