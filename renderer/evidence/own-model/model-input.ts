import type { OwnModel } from '../../../shared/domain/own-model.ts';
import type { MeasuredFrame } from '../engine/analyser.ts';

type PictureInput = Extract<OwnModel['input'], { readonly width: number }>;
type Pixels = ReturnType<MeasuredFrame['rgba']>;
/** A part of the picture, in shares of its width and height. */
export type Part = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

const whole: Part = { x: 0, y: 0, width: 1, height: 1 };

/** The picture, or a part of it, as the numbers that the model declared: stretched to its size, channel by channel. */
export function pictureTensor(
  picture: MeasuredFrame,
  input: PictureInput,
  part: Part = whole,
): { readonly data: Float32Array; readonly dims: readonly number[] } {
  const { width, height, layout } = input;
  const scale = Math.max(
    width / Math.max(1, picture.width * part.width),
    height / Math.max(1, picture.height * part.height),
  );
  const longSide = Math.max(picture.width, picture.height);
  const pixels = picture.rgba(Math.max(1, Math.ceil(longSide * Math.min(1, scale))));
  const channels = input.channels === 'grey' ? 1 : 3;
  const data = new Float32Array(width * height * channels);
  const plane = width * height;
  for (let y = 0; y < height; y++) {
    const v = (part.y + (part.height * (y + 0.5)) / height) * pixels.height - 0.5;
    for (let x = 0; x < width; x++) {
      const u = (part.x + (part.width * (x + 0.5)) / width) * pixels.width - 0.5;
      for (let channel = 0; channel < channels; channel++) {
        const at =
          layout === 'nchw'
            ? channel * plane + y * width + x
            : (y * width + x) * channels + channel;
        data[at] = normalised(colourAt(pixels, u, v, channel, input.channels), channel, input);
      }
    }
  }
  const dims = layout === 'nchw' ? [1, channels, height, width] : [1, height, width, channels];
  return { data, dims };
}

function normalised(value: number, channel: number, { mean, deviation }: PictureInput): number {
  const centre = mean[channel] ?? mean[0] ?? 0;
  return (value / 255 - centre) / (deviation[channel] ?? deviation[0] ?? 1);
}

function colourAt(
  pixels: Pixels,
  u: number,
  v: number,
  channel: number,
  order: PictureInput['channels'],
): number {
  if (order !== 'grey') return between(pixels, u, v, order === 'bgr' ? 2 - channel : channel);
  const [red, green, blue] = [0, 1, 2].map((one) => between(pixels, u, v, one));
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

/** Bilinear between the four pixels around, held at the edges. */
function between({ width, height, data }: Pixels, u: number, v: number, channel: number): number {
  const x = Math.min(width - 1, Math.max(0, u));
  const y = Math.min(height - 1, Math.max(0, v));
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, low] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)];
  const at = (px: number, py: number) => data[(py * width + px) * 4 + channel] ?? 0;
  const upper = at(left, top) + (at(right, top) - at(left, top)) * (x - left);
  const lower = at(left, low) + (at(right, low) - at(left, low)) * (x - left);
  return upper + (lower - upper) * (y - top);
}
