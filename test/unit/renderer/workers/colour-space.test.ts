import { describe, expect, test } from 'vitest';
import { colourSpaceFor } from '../../../../renderer/workers/colour-space.ts';

const bt601 = { primaries: 'smpte170m', transfer: 'smpte170m', matrix: 'smpte170m' };
const bt709 = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709' };

describe('the colours of a track', () => {
  for (const [naturalHeight, guess] of [
    [180, bt601],
    [576, bt601],
    [719, bt601],
    [720, bt709],
    [1280, bt709],
  ] as const) {
    test(`untagged, ${naturalHeight} lines high, are read as the media element guesses`, () => {
      for (const codec of ['avc1.64001f', 'vp8'])
        expect(colourSpaceFor({ codec, naturalHeight, listed: undefined })).toEqual({
          ...guess,
          fullRange: false,
        });
    });
  }

  test('tagged in part only, are guessed whole, but for the range', () => {
    const listed = { matrix: 'bt709', fullRange: true } as const;
    expect(colourSpaceFor({ codec: 'avc1.64001f', naturalHeight: 360, listed })).toEqual({
      ...bt601,
      fullRange: true,
    });
  });

  test('tagged, are read as tagged, also where a container leaves out the range or names a curve nobody knows', () => {
    const listed = { primaries: 'bt709', matrix: 'bt709' } as const;
    expect(colourSpaceFor({ codec: 'vp8', naturalHeight: 180, listed })).toEqual({
      ...bt709,
      fullRange: false,
    });
  });

  test('of VP9 and AV1 are left to the pictures themselves', () => {
    for (const codec of ['vp09.00.10.08', 'av01.0.04M.08'])
      expect(colourSpaceFor({ codec, naturalHeight: 1080, listed: undefined })).toBeUndefined();
  });
});
