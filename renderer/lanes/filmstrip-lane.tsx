import { useEffect, useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { startOfFrame, type FrameIndex } from '../../shared/media-time/frame-index.ts';
import type { SmallPicture } from '../../shared/media-time/frame-pictures.ts';
import { clockTime } from '../../shared/media-time/timecode.ts';
import { filmSlots, type FilmSlot } from './film-slots.ts';
import type { FilmstripLaneProps, Lane, LaneCanvas } from './lane-types.ts';

const laneHeightPx = 52;
const pictureHeightPx = laneHeightPx - 5;
/** Wide enough for a frame number, however narrow the picture. */
const leastSlotPx = 36;
/** Zooming and panning run on; pictures are asked for once the view rests. */
const restMs = 120;

/** Pictures of exactly the frames they name, each at its own time. A click goes to that frame. */
export function filmstripLane(props: FilmstripLaneProps): Lane {
  return {
    id: 'filmstrip',
    title: props.t('lanes.filmstrip'),
    author: props.t('lanes.exact-pictures'),
    state: 'clear',
    heightPx: laneHeightPx,
    render: (canvas) => <Filmstrip {...props} {...canvas} />,
  };
}

function Filmstrip({ index, pictures, filterCss, axis, clock }: FilmstripLaneProps & LaneCanvas) {
  useSyncExternalStore(pictures.subscribe, pictures.revision);
  const pictureWidthPx = Math.max(
    leastSlotPx,
    Math.round((pictureHeightPx * index.displayWidth) / Math.max(1, index.displayHeight)),
  );
  const slots = useMemo(
    () => (axis.widthPx < 2 ? [] : filmSlots(index, axis, pictureWidthPx)),
    [index, axis, pictureWidthPx],
  );
  useEffect(() => {
    if (slots.length === 0) return undefined;
    const timer = setTimeout(() => pictures.want(slots.map(({ frame }) => frame)), restMs);
    return () => clearTimeout(timer);
  }, [slots, pictures]);

  return slots.map((slot) => (
    <FilmFrame
      key={slot.frame}
      slot={slot}
      index={index}
      picture={pictures.read(slot.frame)}
      filterCss={filterCss}
      onPress={() => clock.seekToUs(startOfFrame(index, slot.frame))}
    />
  ));
}

type FilmFrameProps = {
  readonly slot: FilmSlot;
  readonly index: FrameIndex;
  readonly picture: SmallPicture | null | undefined;
  readonly filterCss: string;
  readonly onPress: () => void;
};

function FilmFrame({ slot, index, picture, filterCss, onPress }: FilmFrameProps) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element || !(picture instanceof ImageBitmap)) return;
    element.width = picture.width;
    element.height = picture.height;
    element.getContext('2d')?.drawImage(picture, 0, 0);
  }, [picture]);
  const time = clockTime(startOfFrame(index, slot.frame));
  const state = picture === null ? 'damaged' : picture === undefined ? 'decoding' : 'shown';
  return (
    <button
      type="button"
      // One stop would be one of many: frames are reached by the stepping keys.
      tabIndex={-1}
      className={`film-frame is-${state}`}
      aria-label={t(`lanes.film-frame.${state}`, { frame: slot.frame, time })}
      style={{ left: slot.x, width: slot.widthPx }}
      onPointerDown={(event) => event.stopPropagation()}
      onClick={onPress}
    >
      {picture && (
        <canvas
          ref={canvas}
          className="film-picture"
          style={{ filter: filterCss }}
          aria-hidden="true"
        />
      )}
      {slot.widthPx >= 18 && <span className="film-number">{slot.frame}</span>}
    </button>
  );
}
