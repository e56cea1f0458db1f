import {
  useLayoutEffect,
  useRef,
  useSyncExternalStore,
  type PointerEvent as ReactPointerEvent,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { MediaClock } from '../../shared/media-time/media-clock.ts';
import type { SoundPicture } from '../../shared/media-time/sound-picture.ts';
import type { Span } from '../../shared/media-time/units.ts';
import { minimapName } from './lane-words.ts';
import { Playhead } from './playhead.tsx';
import { colourOf, freshCanvas } from './strip-canvas.ts';
import { centred, usAt, wholeClip, xOf, type TimeAxis } from './time-axis.ts';

const heightPx = 22;

type MinimapProps = {
  readonly axis: TimeAxis;
  readonly clock: MediaClock;
  readonly clip: Span;
  readonly sound: SoundPicture | null | undefined;
  /** What the reviewer marked, so that it can be found from anywhere. */
  readonly marks: readonly Span[];
  readonly onMove: (axis: TimeAxis) => void;
};

/** The whole clip at a glance, with a frame around the stretch that the lanes show. A drag moves the view. */
export function Minimap({ axis, clock, clip, sound, marks, onMove }: MinimapProps) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const whole = wholeClip(clip, axis.widthPx);
  const loop = useSyncExternalStore(clock.subscribe, clock.loop);

  useLayoutEffect(() => {
    const element = canvas.current;
    const pen = element ? freshCanvas(element, axis.widthPx, heightPx) : null;
    if (!element || !pen || !sound) return;
    pen.fillStyle = colourOf(element, '--wave', '#9fb4c8');
    drawOverview(pen, sound, clip, axis.widthPx);
  }, [sound, clip, axis.widthPx]);

  function moveTo(event: ReactPointerEvent<HTMLDivElement>): void {
    const { left } = event.currentTarget.getBoundingClientRect();
    onMove(centred(axis, usAt(whole, event.clientX - left), clip));
  }

  const left = xOf(whole, axis.fromUs);
  const width = Math.max(3, xOf(whole, axis.toUs) - left);
  return (
    <div
      className="minimap"
      role="img"
      aria-label={minimapName(axis, clip, t)}
      onPointerDown={(event) => {
        event.stopPropagation();
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        moveTo(event);
      }}
      onPointerMove={(event) => {
        event.stopPropagation();
        if (event.currentTarget.hasPointerCapture(event.pointerId)) moveTo(event);
      }}
    >
      <canvas ref={canvas} className="strip-canvas" aria-hidden="true" />
      {marks.map((mark) => (
        <Stretch key={`${mark.fromUs} ${mark.toUs}`} whole={whole} span={mark} kind="mark" />
      ))}
      {loop && <Stretch whole={whole} span={loop} kind="loop" />}
      <div className="minimap-view" style={{ left, width }} />
      <Playhead axis={whole} clock={clock} className="minimap-playhead" />
    </div>
  );
}

type StretchProps = { readonly whole: TimeAxis; readonly span: Span; readonly kind: string };

function Stretch({ whole, span, kind }: StretchProps) {
  const left = xOf(whole, span.fromUs);
  const width = Math.max(2, xOf(whole, span.toUs) - left);
  return <div className={`minimap-stretch is-${kind}`} style={{ left, width }} />;
}

/** All channels in one outline: the loudest of them, so that nothing audible is missing. */
function drawOverview(
  pen: CanvasRenderingContext2D,
  sound: SoundPicture,
  span: Span,
  widthPx: number,
): void {
  const channels = sound.columns(span, widthPx) ?? [];
  const reach = (heightPx / 2 - 1) / Math.max(sound.loudest, 1 / 16);
  pen.beginPath();
  for (let x = 0; x < widthPx; x++) {
    const high = Math.max(0, ...channels.map(({ max }) => max[x] ?? 0));
    const low = Math.min(0, ...channels.map(({ min }) => min[x] ?? 0));
    const top = heightPx / 2 - high * reach;
    pen.rect(x, top, 1, Math.max(1, (high - low) * reach));
  }
  pen.fill();
}
