/** A layer over the exact canvas that shows a small copy, scaled by the compositor like everything else. */
export type SmallLayer = {
  readonly canvas: HTMLCanvasElement;
  /** `like` has the clip's display size: the copy is turned and stretched as that picture is. */
  draw(picture: VideoFrame, like: { readonly width: number; readonly height: number }): void;
  hide(): void;
};

export function createSmallLayer(
  paint: (pen: CanvasRenderingContext2D, picture: VideoFrame) => void,
): SmallLayer {
  const canvas = document.createElement('canvas');
  canvas.className = 'picture-small';
  canvas.hidden = true;
  const pen = canvas.getContext('2d', { alpha: false });

  return {
    canvas,
    draw(picture, like) {
      if (!pen) return;
      // As many pixels as the copy has, in the shape of the upright picture.
      const share = Math.sqrt(
        (picture.codedWidth * picture.codedHeight) / (like.width * like.height),
      );
      const width = Math.max(1, Math.round(like.width * share));
      const height = Math.max(1, Math.round(like.height * share));
      if (canvas.width !== width || canvas.height !== height)
        Object.assign(canvas, { width, height });
      paint(pen, picture);
      canvas.hidden = false;
    },
    hide() {
      canvas.hidden = true;
    },
  };
}
