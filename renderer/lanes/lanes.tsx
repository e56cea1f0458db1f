import './lanes.css';
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { MediaUs } from '../../shared/media-time/units.ts';
import type { Lane, LaneCanvas, LanesProps } from './lane-types.ts';
import { useEmptyLanes } from './empty-lanes.tsx';
import { LaneTitles } from './lane-title.tsx';
import { lanesName, stripName } from './lane-words.ts';
import { Minimap } from './minimap.tsx';
import { Playhead } from './playhead.tsx';
import { RegionEdges } from './region-edges.tsx';
import { Ruler } from './ruler.tsx';
import { regionBetween } from './snapping.ts';
import { SpanBands } from './span-bands.tsx';
import { following, panned, usAt, wholeClip, zoomed, type TimeAxis } from './time-axis.ts';

const wheelZoom = 1.2;
const keyZoom = 2;
const keyPan = 0.2;

/** Strips of evidence over one time axis, with one playhead. A click seeks; wheel and keys zoom at the playhead. */
export function Lanes(props: LanesProps) {
  const { clock, beginUs, endUs, index, marking, sound, marks = [], snap, onPoint } = props;
  const clip = useMemo(() => ({ fromUs: beginUs, toUs: endUs }), [beginUs, endUs]);
  const { t } = useTranslation();
  const snapTo = snap?.isOn ? (index ?? null) : null;
  const regionFrom = useRef<MediaUs | null>(null);
  const body = useRef<HTMLDivElement>(null);
  const { drawn: lanes, foot } = useEmptyLanes(props.lanes);
  const [axis, setAxis] = useState<TimeAxis>(() => wholeClip(clip, 1));
  const lastClip = useRef(clip);

  useLayoutEffect(() => {
    const box = body.current;
    if (!box) return undefined;
    const fit = () => setAxis((old) => ({ ...old, widthPx: Math.max(1, box.clientWidth) }));
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  // A soundtrack longer than the picture is known only once it was opened.
  useEffect(() => {
    if (lastClip.current === clip) return;
    const before = lastClip.current;
    lastClip.current = clip;
    const wasWhole = (old: TimeAxis) => old.toUs - old.fromUs >= before.toUs - before.fromUs;
    setAxis((old) => (wasWhole(old) ? wholeClip(clip, old.widthPx) : old));
  }, [clip]);

  const zoom = useCallback(
    (factor: number) => setAxis((old) => zoomed(old, factor, clock.read().us, clip)),
    [clock, clip],
  );
  const pan = useCallback((share: number) => setAxis((old) => panned(old, share, clip)), [clip]);

  // Only a playhead that moves is followed: one that rests must not pull back a view that was moved away.
  useEffect(() => {
    let last = clock.read().us;
    return clock.subscribe(() => {
      const { us } = clock.read();
      if (us !== last) setAxis((old) => following(old, us, clip));
      last = us;
    });
  }, [clock, clip]);
  useWheel(body, zoom, pan);

  function onKeyDown(event: KeyboardEvent): void {
    const act = keyActs[event.key];
    if (!act || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (act === 'whole') setAxis((old) => wholeClip(clip, old.widthPx));
    else if (act === 'in' || act === 'out') zoom(act === 'in' ? keyZoom : 1 / keyZoom);
    else pan(act === 'right' ? keyPan : -keyPan);
  }

  function seekTo(event: PointerEvent<HTMLDivElement>): void {
    const left = body.current?.getBoundingClientRect().left ?? 0;
    const us = usAt(axis, event.clientX - left);
    // With shift held a drag draws the loop.
    if (event.type === 'pointerdown') regionFrom.current = event.shiftKey ? us : null;
    const from = regionFrom.current;
    if (from === null) clock.seekToUs(us);
    else if (from !== us) clock.setLoop(regionBetween(from, us, clip, snapTo));
  }

  return (
    // A view that zooms and pans must be reachable by key (WCAG 2.1.1), and no widget role fits it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className="lanes"
      role="group"
      aria-label={lanesName(index ?? null, t)}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <LaneTitles lanes={lanes} snap={snap} />
      <div
        ref={body}
        className="lanes-body"
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          if (event.altKey && onPoint) {
            const left = event.currentTarget.getBoundingClientRect().left;
            onPoint(usAt(axis, event.clientX - left));
            return;
          }
          event.currentTarget.setPointerCapture(event.pointerId);
          seekTo(event);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) seekTo(event);
        }}
      >
        <div className="lanes-head">
          <Minimap
            axis={axis}
            clock={clock}
            clip={clip}
            sound={sound}
            marks={marks}
            onMove={setAxis}
          />
          <Ruler axis={axis} />
        </div>
        <Strips lanes={lanes} canvas={{ axis, widthPx: axis.widthPx, clock }} />
        <div className="lanes-over">
          <SpanBands axis={axis} clock={clock} marking={marking} />
          <Playhead axis={axis} clock={clock} />
          <RegionEdges axis={axis} clock={clock} clip={clip} snapTo={snapTo} />
        </div>
      </div>
      {foot}
    </div>
  );
}

type StripsProps = { readonly lanes: readonly Lane[]; readonly canvas: LaneCanvas };

function Strips({ lanes, canvas }: StripsProps) {
  return lanes.map((lane) => (
    <div
      key={lane.id}
      className="lane-strip"
      role="group"
      aria-label={stripName(lane)}
      style={{ height: lane.heightPx }}
    >
      {lane.render(canvas)}
    </div>
  ));
}

const keyActs: Readonly<Record<string, 'in' | 'out' | 'whole' | 'left' | 'right'>> = {
  '+': 'in',
  '=': 'in',
  '-': 'out',
  '0': 'whole',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** React's own wheel listener is passive and could not keep the page from scrolling. */
function useWheel(
  box: { readonly current: HTMLElement | null },
  zoom: (factor: number) => void,
  pan: (share: number) => void,
): void {
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const onWheel = (event: WheelEvent) => {
      // With Ctrl the wheel scrolls the lanes, as it does over their names.
      if (event.ctrlKey) return;
      event.preventDefault();
      const along = event.shiftKey ? event.deltaY : event.deltaX;
      if (Math.abs(along) > Math.abs(event.shiftKey ? 0 : event.deltaY))
        pan(Math.sign(along) * 0.1);
      else if (event.deltaY !== 0) zoom(event.deltaY < 0 ? wheelZoom : 1 / wheelZoom);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [box, zoom, pan]);
}
