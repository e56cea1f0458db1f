import './evidence-lanes.css';
import type { TFunction } from 'i18next';
import type { Analysis } from '../../../shared/contract/evidence-api.ts';
import type { EvidenceResult, FaceTrack, SyncLag } from '../../../shared/domain/evidence.ts';
import { syncBands } from '../../../shared/domain/sync-bands.ts';
import type { MediaUs } from '../../../shared/media-time/units.ts';
import { clockTime } from '../../../shared/media-time/timecode.ts';
import type { Lane, LaneState } from '../lane-types.ts';
import { EventMarks, type EventMark } from './event-marks.tsx';
import { SeriesStrip } from './series-strip.tsx';
import { SpanStrip } from './span-strip.tsx';

/** What the lanes of the measurements are made of. */
export type EvidenceLanesInput = {
  readonly analyses: readonly Analysis[];
  /** Events of the picture, with their names. */
  readonly pictureMarks: readonly EventMark[];
  readonly onGo: (us: MediaUs) => void;
  /** Why a result is not clear, in one sentence. */
  readonly reasonWords: (code: string | null) => string;
  /** What the whole clip says of one face, in a few words. */
  readonly answerWords: (face: SyncLag['faces'][number]) => string;
  readonly t: TFunction;
};

type Of<K extends EvidenceResult['kind']> = Extract<EvidenceResult, { kind: K }>;
/** Lips that are this open fill their strip; lip opening over face height, 0.12 is a wide "ah". */
const widestMouth = 0.12;
/** So many faces have lanes of their own: those that are in view longest. */
export const mostFaceLanes = 6;
const lagRangeMs = [-400, 400] as const;

/** One lane for each measurement that has a place in time, as far as it has come. */
export function evidenceLanes(input: EvidenceLanesInput): readonly Lane[] {
  return input.analyses.flatMap((analysis) => {
    if (analysis.result === null) return waitingLane(analysis, input);
    const { result } = analysis;
    switch (result.kind) {
      case 'speech':
        return [speechLane(analysis, result, input)];
      case 'picture-events':
        return [pictureEventsLane(analysis, result, input)];
      case 'faces':
        return faceLanes(analysis, result, input);
      case 'sync':
        return syncLanes(analysis, result, input);
      case 'model':
        return [modelLane(analysis, result, input)];
      case 'container':
      case 'sound-facts':
      case 'provenance':
        return [];
    }
  });
}

const inTime = new Set(['speech', 'picture-events', 'faces', 'sync']);

function waitingLane(analysis: Analysis, { t }: EvidenceLanesInput): readonly Lane[] {
  if (!inTime.has(analysis.analyser) && !analysis.analyser.startsWith('model.')) return [];
  const words =
    analysis.status === 'failed'
      ? (analysis.fault?.message ?? t('evidence.failed'))
      : analysis.status === 'running'
        ? t('evidence.running-lane', { percent: Math.round(analysis.progress * 100) })
        : t('evidence.waiting-lane');
  return [
    {
      id: analysis.analyser,
      title: laneName(analysis.analyser, t),
      author: authorOf(analysis, t),
      state: analysis.status === 'failed' ? 'not-run' : 'coming',
      note: analysis.status === 'failed' ? words : explained(analysis.analyser, t),
      heightPx: 24,
      isEmpty: true,
      render: () => <p className="lane-words is-small">{words}</p>,
    },
  ];
}

function speechLane(analysis: Analysis, result: Of<'speech'>, input: EvidenceLanesInput): Lane {
  const { t } = input;
  return {
    ...headOf(analysis, result, input),
    heightPx: 24,
    isEmpty: result.spans.length === 0,
    summary: t('lanes.spans', {
      count: result.spans.length,
      time: clockTime(result.speechUs),
    }),
    render: ({ axis }) =>
      result.spans.length === 0 ? (
        <p className="lane-words is-small">
          {result.reason ? input.reasonWords(result.reason) : t('events.no-speech')}
        </p>
      ) : (
        <SpanStrip
          axis={axis}
          spans={result.spans.map((span) => ({
            ...span,
            look: 'speech',
            weight: 0.35 + 0.65 * span.probability,
          }))}
        />
      ),
  };
}

function pictureEventsLane(
  analysis: Analysis,
  result: Of<'picture-events'>,
  input: EvidenceLanesInput,
): Lane {
  const { pictureMarks, onGo, t } = input;
  return {
    ...headOf(analysis, result, input),
    heightPx: 24,
    isEmpty: pictureMarks.length === 0,
    summary: String(pictureMarks.length),
    render: ({ axis }) =>
      pictureMarks.length === 0 ? (
        <p className="lane-words is-small">
          {result.reason ? input.reasonWords(result.reason) : t('events.no-events')}
        </p>
      ) : (
        <EventMarks marks={pictureMarks} axis={axis} onGo={(mark) => onGo(mark.fromUs)} />
      ),
  };
}

function faceLanes(
  analysis: Analysis,
  result: Of<'faces'>,
  input: EvidenceLanesInput,
): readonly Lane[] {
  const head = headOf(analysis, result, input);
  if (result.tracks.length === 0) return [{ ...head, ...wordsLane(input, result.reason) }];
  const longest = result.tracks
    .toSorted((one, other) => other.toUs - other.fromUs - (one.toUs - one.fromUs))
    .slice(0, mostFaceLanes)
    .toSorted((one, other) => one.faceId - other.faceId);
  return longest.map((track) => ({
    ...head,
    id: `face-${track.faceId}`,
    title: input.t('evidence.face', { id: track.faceId }),
    summary: `${clockTime(track.fromUs)} – ${clockTime(track.toUs)}`,
    heightPx: 26,
    render: ({ axis, widthPx }) => (
      <>
        <SpanStrip axis={axis} spans={[{ ...track, look: 'face' }]} />
        <SeriesStrip
          axis={axis}
          widthPx={widthPx}
          heightPx={24}
          range={[0, widestMouth]}
          gapUs={200_000}
          points={mouthPoints(track)}
        />
      </>
    ),
  }));
}

function mouthPoints({ mouth }: FaceTrack) {
  return mouth.atUs.map((atUs, at) => ({ atUs, value: mouth.opening[at] ?? null }));
}

/** Faces with an answer or a line, the one that likely speaks before any other, in the order of their ids. */
function facesToShow({ faces, likelySpeaking }: SyncLag): SyncLag['faces'] {
  const first = (face: SyncLag['faces'][number]) => Number(face.faceId === likelySpeaking);
  return faces
    .filter((face) => face.sliding.length > 0 || face.certainty !== 'cannot-tell')
    .toSorted((one, other) => first(other) - first(one))
    .slice(0, mostFaceLanes)
    .toSorted((one, other) => one.faceId - other.faceId);
}

/** How sound and mouth move against each other over time: faint, because a short stretch proves nothing. */
function syncLanes(
  analysis: Analysis,
  result: Of<'sync'>,
  input: EvidenceLanesInput,
): readonly Lane[] {
  const head = headOf(analysis, result, input);
  const shown = facesToShow(result);
  if (shown.length === 0) return [{ ...head, ...wordsLane(input, result.reason) }];
  const { acceptable, detectable } = syncBands;
  const bands = [
    { from: acceptable.earlyMs, to: acceptable.lateMs, colour: '--good', fallback: '#7fbf7f' },
    { from: detectable.earlyMs, to: detectable.lateMs, colour: '--good', fallback: '#7fbf7f' },
  ];
  return shown.map((face) => ({
    ...head,
    id: `sync-${face.faceId}`,
    title:
      shown.length > 1 ? `${input.t('evidence.sync')} ${face.faceId}` : input.t('evidence.sync'),
    state: face.certainty,
    note: noteOf(analysis, face.certainty, face.reason, input),
    summary: input.answerWords(face),
    heightPx: 40,
    render: ({ axis, widthPx }) => (
      <>
        <SeriesStrip
          axis={axis}
          widthPx={widthPx}
          heightPx={38}
          range={lagRangeMs}
          bands={bands}
          gapUs={600_000}
          isFaint
          points={face.sliding.map((point) => ({
            atUs: point.atUs,
            value: point.lagMs,
            strength: Math.min(1, point.confidence / 1.5),
          }))}
        />
        <span className="lane-scale is-top">{input.t('evidence.late')}</span>
        <span className="lane-scale is-bottom">{input.t('evidence.early')}</span>
        <p className={face.namesOffset ? 'lane-answer is-named' : 'lane-answer'}>
          {input.answerWords(face)}
          {result.likelySpeaking === face.faceId && shown.length > 1 && (
            <em> {input.t('evidence.likely-speaking')}</em>
          )}
        </p>
      </>
    ),
  }));
}

function modelLane(analysis: Analysis, result: Of<'model'>, input: EvidenceLanesInput): Lane {
  const values = result.values.map((point) => point.value);
  const low = Math.min(0, ...values.slice(0, 100_000));
  const high = Math.max(1, ...values.slice(0, 100_000));
  return {
    ...headOf(analysis, result, input),
    title: result.laneTitle,
    heightPx: 36,
    render: ({ axis, widthPx }) => (
      <>
        <SpanStrip
          axis={axis}
          spans={result.spans.map((span) => ({ ...span, look: 'model', weight: 0.4 }))}
        />
        <SeriesStrip
          axis={axis}
          widthPx={widthPx}
          heightPx={34}
          range={[low, high]}
          gapUs={2_000_000}
          points={result.values}
        />
      </>
    ),
  };
}

function wordsLane({ reasonWords, t }: EvidenceLanesInput, reason: string | null) {
  return {
    heightPx: 24,
    isEmpty: true,
    render: () => (
      <p className="lane-words is-small">{reason ? reasonWords(reason) : t('events.no-events')}</p>
    ),
  };
}

function headOf(analysis: Analysis, result: EvidenceResult, input: EvidenceLanesInput) {
  const state: LaneState = result.certainty;
  return {
    id: analysis.analyser,
    title: laneName(analysis.analyser, input.t),
    author: authorOf(analysis, input.t),
    state,
    note: noteOf(analysis, result.certainty, result.reason, input),
  };
}

function noteOf(
  analysis: Analysis,
  certainty: LaneState,
  reason: string | null,
  { reasonWords, t }: EvidenceLanesInput,
): string {
  const why = certainty === 'clear' || reason === null ? '' : ` ${reasonWords(reason)}`;
  return `${explained(analysis.analyser, t)}${why}`;
}

function explained(analyser: string, t: TFunction): string {
  switch (analyser) {
    case 'speech':
    case 'picture-events':
    case 'faces':
    case 'sync':
    case 'container':
    case 'sound-facts':
    case 'provenance':
      return t(`explain.${analyser}`);
    default:
      return t('explain.model');
  }
}

export function laneName(analyser: string, t: TFunction): string {
  switch (analyser) {
    case 'speech':
    case 'picture-events':
    case 'faces':
    case 'sync':
    case 'container':
    case 'sound-facts':
    case 'provenance':
      return t(`analysers.${analyser}`);
    default:
      return t('evidence.model-lane');
  }
}

function authorOf({ author, result }: Analysis, t: TFunction): string {
  return t('evidence.by', result?.author ?? author);
}
