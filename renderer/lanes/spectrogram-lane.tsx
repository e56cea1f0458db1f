import type { TFunction } from 'i18next';
import { useEffect, useRef, useState } from 'react';
import { longestSpectrogramUs } from '../../shared/contract/worker-api.ts';
import type { SoundPicture } from '../../shared/media-time/sound-picture.ts';
import type { Lane, LaneCanvas } from './lane-types.ts';
import type { TimeAxis } from './time-axis.ts';

export type SpectrogramBand = 'wide' | 'narrow';

type SpectrogramLaneInput = {
  readonly sound: SoundPicture;
  readonly band: SpectrogramBand;
  readonly t: TFunction;
};

const heightPx = 84;
const rows = 128;
/** A view that still moves is not worth computing. */
const settlesMs = 80;

export function nextBand(band: SpectrogramBand | null): SpectrogramBand | null {
  return band === 'wide' ? 'narrow' : band === 'narrow' ? null : 'wide';
}

/** The sound over time and frequency, for speech: 0 to 8 kHz, levels in decibels; zooms with the waveform. */
export function spectrogramLane(input: SpectrogramLaneInput): Lane {
  const { t, band } = input;
  return {
    id: 'spectrogram',
    title: t('spectrogram.title'),
    author: t(`spectrogram.${band}`),
    state: 'clear',
    note: t('spectrogram.explain'),
    heightPx,
    render: (canvas) => <Spectrogram {...input} {...canvas} />,
  };
}

type Drawn = { readonly axis: TimeAxis; readonly columns: number };

function Spectrogram({ sound, band, t, axis, widthPx }: SpectrogramLaneInput & LaneCanvas) {
  const host = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const isTooLong = axis.toUs - axis.fromUs > longestSpectrogramUs;
  useEffect(() => {
    if (isTooLong || !sound.spectrogram || widthPx < 2) return undefined;
    const wanted = { is: true };
    const columns = Math.max(1, Math.min(2000, Math.round(widthPx)));
    const timer = setTimeout(() => {
      void sound.spectrogram?.(axis, columns, rows, band).then((levels) => {
        if (!wanted.is || !levels || !host.current) return;
        paint(host.current, levels, columns);
        setDrawn({ axis, columns });
      });
    }, settlesMs);
    return () => {
      wanted.is = false;
      clearTimeout(timer);
    };
  }, [sound, band, axis, widthPx, isTooLong]);

  // What was drawn for another stretch would be at the wrong time.
  const isFresh =
    drawn !== null && drawn.axis.fromUs === axis.fromUs && drawn.axis.toUs === axis.toUs;
  return (
    <>
      <canvas
        ref={host}
        className="spectrogram"
        style={{ height: heightPx - 2, visibility: isFresh && !isTooLong ? 'visible' : 'hidden' }}
        aria-hidden="true"
      />
      {(isTooLong || !isFresh) && (
        <p className="lane-words is-small is-over">
          {isTooLong ? t('spectrogram.too-long') : t('spectrogram.computing')}
        </p>
      )}
    </>
  );
}

/** Light on dark, one grey for each level: neutral, and as legible to a colour-blind eye. */
function paint(canvas: HTMLCanvasElement, levels: Uint8Array, columns: number): void {
  canvas.width = columns;
  canvas.height = rows;
  const pen = canvas.getContext('2d');
  if (!pen) return;
  const picture = pen.createImageData(columns, rows);
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const level = levels[column * rows + row] ?? 0;
      const at = ((rows - 1 - row) * columns + column) * 4;
      picture.data[at] = level;
      picture.data[at + 1] = level;
      picture.data[at + 2] = level;
      picture.data[at + 3] = 255;
    }
  }
  pen.putImageData(picture, 0, 0);
}
