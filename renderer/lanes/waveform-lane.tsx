import { useEffect, useRef } from 'react';
import WaveSurfer from 'wavesurfer.js';
import type { SoundPicture } from '../../shared/media-time/sound-picture.ts';
import type { Lane, LaneCanvas, WaveformLaneProps } from './lane-types.ts';
import { silentMedia } from './silent-media.ts';
import { colourOf } from './strip-canvas.ts';
import type { TimeAxis } from './time-axis.ts';
import { drawWaveform, waveOfColumns, waveOfSamples, type Wave } from './wave-drawing.ts';

const usualHeightPx = 88;
/** Taller than this would draw noise as if it were speech. */
const mostGain = 16;

/** The sound, channel by channel, at its own time; silence says so in words. */
export function waveformLane(props: WaveformLaneProps): Lane {
  return {
    id: 'sound',
    title: props.t('lanes.sound'),
    author: props.sound ? `${props.t('lanes.peaks')}${scaleWords(props.sound)}` : '',
    state: props.sound === undefined ? 'not-run' : 'clear',
    summary: props.sound ? loudestWords(props.sound, props.t) : '',
    heightPx: props.sound === null ? 28 : (props.heightPx ?? usualHeightPx),
    render: (canvas) => <Waveform {...props} {...canvas} />,
  };
}

/** The loudest peak in dB under full scale, as a meter would say it. */
function loudestWords({ loudest }: SoundPicture, t: WaveformLaneProps['t']): string {
  if (loudest <= 0) return t('lanes.silent');
  return t('lanes.loudest', { db: (20 * Math.log10(loudest)).toFixed(1).replace('-', '−') });
}

function Waveform({
  sound,
  cspNonce,
  t,
  heightPx = usualHeightPx,
  axis,
  widthPx,
}: WaveformLaneProps & LaneCanvas) {
  const host = useRef<HTMLDivElement>(null);
  const surfer = useRef<WaveSurfer | null>(null);
  const wave = useRef<Wave | null>(null);

  useEffect(() => {
    const container = host.current;
    if (!container || !sound) return undefined;
    const made = WaveSurfer.create({
      container,
      height: heightPx,
      // The shared clock drives everything: wavesurfer neither loads, plays nor listens to the pointer.
      media: silentMedia(),
      interact: false,
      cursorWidth: 0,
      hideScrollbar: true,
      waveColor: colourOf(container, '--wave', '#9fb4c8'),
      progressColor: colourOf(container, '--wave', '#9fb4c8'),
      renderFunction: (_peaks, pen) =>
        wave.current &&
        drawWaveform(wave.current, pen, {
          zero: colourOf(container, '--line', '#4a4a4a'),
          gain: gainOf(sound),
        }),
      ...(cspNonce ? { cspNonce } : {}),
    });
    surfer.current = made;
    return () => {
      surfer.current = null;
      made.destroy();
    };
  }, [sound, cspNonce, heightPx]);

  useEffect(() => {
    if (!sound || widthPx < 2) return undefined;
    let isStale = false;
    const draw = (next: Wave) => {
      const made = surfer.current;
      if (isStale || !made) return;
      wave.current = next;
      void made.getRenderer().render(bufferOf(next));
    };
    const columns = sound.columns(axis, widthPx);
    if (columns) draw(waveOfColumns(columns));
    else void readFine(sound, axis, widthPx).then(draw);
    return () => {
      isStale = true;
    };
  }, [sound, cspNonce, heightPx, axis, widthPx]);

  if (sound === null) return <p className="lane-words">{t('lanes.no-sound')}</p>;
  if (sound === undefined) return <p className="lane-words">{t('lanes.reading-sound')}</p>;
  return <div ref={host} className="waveform" aria-hidden="true" />;
}

/** Quiet sound is drawn taller, so that speech can be seen; the lane says by how much. */
function gainOf(sound: SoundPicture): number {
  return Math.max(1, Math.min(mostGain, 1 / Math.max(sound.loudest, 1e-6)));
}

function scaleWords(sound: SoundPicture): string {
  const gain = gainOf(sound);
  return gain < 1.05 ? '' : `, ×${gain.toFixed(1)}`;
}

/** Closer than the peaks: the samples themselves. */
async function readFine(sound: SoundPicture, axis: TimeAxis, columns: number): Promise<Wave> {
  const pad = Math.ceil(2e6 / sound.sampleRate);
  const span = { fromUs: Math.max(0, axis.fromUs - pad), toUs: axis.toUs + pad };
  return waveOfSamples(await sound.readSamples(span), span.fromUs, sound.sampleRate, axis, columns);
}

/** What wavesurfer lays out: the visible stretch, lowest and highest value of each column in turn. */
function bufferOf(wave: Wave): AudioBuffer {
  const length = Math.max(1, wave.columns * 2);
  const buffer = new AudioBuffer({
    length,
    numberOfChannels: Math.max(1, wave.channels.length),
    sampleRate: 8000,
  });
  wave.channels.forEach((channel, i) => {
    const pairs = new Float32Array(length);
    for (let column = 0; column < wave.columns; column++) {
      pairs[column * 2] = channel.min[column] ?? 0;
      pairs[column * 2 + 1] = channel.max[column] ?? 0;
    }
    buffer.copyToChannel(pairs, i);
  });
  return buffer;
}
