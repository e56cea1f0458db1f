import { useLayoutEffect, useRef } from 'react';
import {
  frameAt,
  frameCount,
  startOfFrame,
  type FrameIndex,
} from '../../shared/media-time/frame-index.ts';
import type { FramesLaneProps, Lane, LaneCanvas } from './lane-types.ts';
import { colourOf, freshCanvas } from './strip-canvas.ts';
import { xOf, type TimeAxis } from './time-axis.ts';

/** Frames closer together than this are a solid band; only key frames are drawn one by one. */
const leastFramePx = 3;
const leastNumberPx = 34;

/** The file's own frames at their own times: key frames marked, uneven spacing visible. */
export function framesLane({ index, t }: FramesLaneProps): Lane {
  return {
    id: 'frames',
    title: t('lanes.frames'),
    author: index.rate.kind === 'vfr' ? t('lanes.uneven-frames') : t('lanes.even-frames'),
    state: 'clear',
    heightPx: 32,
    summary: String(frameCount(index)),
    render: (canvas) => <FrameTicks index={index} {...canvas} />,
  };
}

function FrameTicks({ index, axis, widthPx }: { readonly index: FrameIndex } & LaneCanvas) {
  const host = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const pen = host.current ? freshCanvas(host.current, widthPx, 28) : null;
    if (!pen || !host.current) return;
    drawFrames(pen, index, axis, {
      line: colourOf(host.current, '--text-quiet', '#a3a3a3'),
      key: colourOf(host.current, '--accent', '#7aa7ff'),
    });
  }, [index, axis, widthPx]);
  return <canvas ref={host} className="strip-canvas" aria-hidden="true" />;
}

type Colours = { readonly line: string; readonly key: string };

function drawFrames(
  pen: CanvasRenderingContext2D,
  index: FrameIndex,
  axis: TimeAxis,
  colours: Colours,
): void {
  const first = frameAt(index, axis.fromUs);
  const last = Math.min(frameCount(index) - 1, frameAt(index, axis.toUs));
  const frames = Math.max(1, last - first + 1);
  const framePx = axis.widthPx / frames;
  const keys = new Set(index.keyFrames);
  pen.font = '10px system-ui, sans-serif';
  for (let frame = first; frame <= last; frame++) {
    const isKey = keys.has(frame);
    if (!isKey && framePx < leastFramePx) continue;
    const x = Math.round(xOf(axis, startOfFrame(index, frame))) + 0.5;
    pen.strokeStyle = isKey ? colours.key : colours.line;
    pen.beginPath();
    pen.moveTo(x, isKey ? 2 : 14);
    pen.lineTo(x, 26);
    pen.stroke();
    if (framePx >= leastNumberPx) {
      pen.fillStyle = colours.line;
      pen.fillText(String(frame), x + 3, 11);
    }
  }
}
