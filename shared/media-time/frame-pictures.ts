/** A small picture, drawn by its viewer (`ImageBitmap` in a page); closed by its owner. */
export type SmallPicture = { readonly width: number; readonly height: number; close(): void };

/** Small exact pictures of frames, decoded when they are wanted and kept for a while. */
export type FramePictures = {
  /** Height of every picture in pixels. */
  readonly heightPx: number;
  /** The picture of exactly this frame; undefined while it isn't there, null if it can't be decoded. */
  readonly read: (frame: number) => SmallPicture | null | undefined;
  /** Asks for these frames in place of those asked for before. */
  readonly want: (frames: readonly number[]) => void;
  /** Announces each picture that arrives. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Rises with each picture that arrives. */
  readonly revision: () => number;
};
