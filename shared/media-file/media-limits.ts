/**
 * What a clip may be made of at most. A few bytes of a file can ask for gigabytes: a flat picture of 16384 x 16384 pixels
 * is coded in some hundred bytes, and a decoder keeps eight and more of them. What is larger is refused before anything decodes it.
 */

/** 8K (7680 x 4320) and a little more: 60 MB in 8 bits of 4:2:0. */
const mostPixels = 40_000_000;
/** Chromium's canvas takes no longer side. */
const longestSide = 16_384;
/** What Chromium's own decoders take (media/base/limits.h); PCM is not decoded by them. */
const mostChannels = 32;
const highestRate = 768_000;

/** The largest single read of a parser, in bytes: it is in memory at once. */
export const largestRead = 192 * 1024 * 1024;

/** Whether a picture of so many pixels, as coded or as shown, may be decoded and drawn; an unknown size may. */
export function isDrawable(width: number, height: number): boolean {
  const isTooLarge = width > longestSide || height > longestSide || width * height > mostPixels;
  return !isTooLarge;
}

/** Whether sound of this form may be decoded: `sampleRate` in Hz. */
export function isHearable(channels: number, sampleRate: number): boolean {
  return channels >= 1 && channels <= mostChannels && sampleRate >= 1 && sampleRate <= highestRate;
}
