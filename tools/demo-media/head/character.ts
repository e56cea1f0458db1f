import { hex, type Colour } from '../picture.ts';

/** How one synthetic person looks; `macro` names the age and sex target of the mesh. */
export type Character = {
  readonly macro: string;
  readonly expressions: 'african' | 'asian' | 'caucasian';
  readonly skin: Colour;
  readonly lips: Colour;
  readonly hair: Colour;
  readonly hairCut: 'short' | 'cropped' | 'long';
  readonly iris: Colour;
  readonly shirt: Colour;
};

/** The cast: nobody real, different sexes, ages and skin tones. */
export const cast = {
  amara: {
    macro: 'macro-african-female-young',
    expressions: 'african',
    skin: hex('#8d5a3c'),
    lips: hex('#8c3f3c'),
    hair: hex('#1a1310'),
    hairCut: 'long',
    iris: hex('#3d2415'),
    shirt: hex('#b5452f'),
  },
  tom: {
    macro: 'macro-caucasian-male-young',
    expressions: 'caucasian',
    skin: hex('#e0ac8b'),
    lips: hex('#b8685c'),
    hair: hex('#5a3a20'),
    hairCut: 'short',
    iris: hex('#4f7391'),
    shirt: hex('#2d4668'),
  },
  mei: {
    macro: 'macro-asian-female-old',
    expressions: 'asian',
    skin: hex('#d8a87c'),
    lips: hex('#a8564c'),
    hair: hex('#b9b6b0'),
    hairCut: 'short',
    iris: hex('#2f1e14'),
    shirt: hex('#4b2a56'),
  },
  joseph: {
    macro: 'macro-african-male-old',
    expressions: 'african',
    skin: hex('#6b4029'),
    lips: hex('#6e3a33'),
    hair: hex('#8f8c88'),
    hairCut: 'cropped',
    iris: hex('#2b1a10'),
    shirt: hex('#d8d2c4'),
  },
  kenji: {
    macro: 'macro-asian-male-young',
    expressions: 'asian',
    skin: hex('#cf9f78'),
    lips: hex('#a3594c'),
    hair: hex('#15120f'),
    hairCut: 'short',
    iris: hex('#2a1a12'),
    shirt: hex('#23282e'),
  },
  elin: {
    macro: 'macro-caucasian-female-young',
    expressions: 'caucasian',
    skin: hex('#efc4aa'),
    lips: hex('#c0605a'),
    hair: hex('#a8763e'),
    hairCut: 'long',
    iris: hex('#5b7d5a'),
    shirt: hex('#6f97a6'),
  },
  dayo: {
    macro: 'macro-african-male-young',
    expressions: 'african',
    skin: hex('#7a4a2e'),
    lips: hex('#7d423a'),
    hair: hex('#120e0c'),
    hairCut: 'cropped',
    iris: hex('#2e1b10'),
    shirt: hex('#c79a2c'),
  },
  yuna: {
    macro: 'macro-asian-female-young',
    expressions: 'asian',
    skin: hex('#e6bb97'),
    lips: hex('#c2585a'),
    hair: hex('#1d1512'),
    hairCut: 'long',
    iris: hex('#35211a'),
    shirt: hex('#c9788a'),
  },
} as const satisfies Record<string, Character>;
