import type { RgbNumbers } from './picture-crop.ts';

/** One face as the detector sees it, in pixels of the input square. */
export type DetectorOutput = {
  /** Logits, one per anchor. */
  readonly scores: Float32Array;
  /** 16 numbers per anchor: centre, size, six points as x and y. */
  readonly boxes: Float32Array;
};

/** 468 points as x, y, z in pixels of the input square, and how sure the network is that it sees a face. */
export type MeshOutput = { readonly points: Float32Array; readonly score: number };

/** The two networks, each a plain function of numbers. */
export type FaceModels = {
  detect(rgb: RgbNumbers): DetectorOutput;
  mesh(rgb: RgbNumbers): MeshOutput;
};

/** Sides of the squares that the networks look at, in pixels. */
export const detectorSide = 256;
export const meshSide = 192;
