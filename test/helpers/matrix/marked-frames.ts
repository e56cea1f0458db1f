import { corners, grid, markedSize, type Code } from './picture-marks.ts';

const grey: Code = [110, 128, 128];
const black: Code = [16, 128, 128];
const white: Code = [235, 128, 128];

function cellOf(number: number, column: number, row: number): Code {
  const [first, last] = [0, grid.columns - 1];
  if (row === 0 && column === first) return corners.topLeft;
  if (row === 0 && column === last) return corners.topRight;
  if (row === grid.rows - 1 && column === first) return corners.bottomLeft;
  if (row === grid.rows - 1 && column === last) return corners.bottomRight;
  if (row === 2) return ((number >> column) & 1) === 1 ? white : black;
  return grey;
}

/** One picture as planar 4:2:0, `number` in its middle row, lowest bit on the left. */
export function markedPicture(number: number, width: number, height: number): Buffer {
  const y = Buffer.alloc(width * height);
  const chroma = (width / 2) * (height / 2);
  const [u, v] = [Buffer.alloc(chroma), Buffer.alloc(chroma)];
  const cell = (x: number, top: number) =>
    cellOf(number, Math.floor((x * grid.columns) / width), Math.floor((top * grid.rows) / height));
  for (let top = 0; top < height; top++)
    for (let x = 0; x < width; x++) y[top * width + x] = cell(x, top)[0];
  for (let top = 0; top < height / 2; top++)
    for (let x = 0; x < width / 2; x++) {
      const [, cb, cr] = cell(x * 2, top * 2);
      u[(top * width) / 2 + x] = cb;
      v[(top * width) / 2 + x] = cr;
    }
  return Buffer.concat([y, u, v]);
}

/** So many pictures, one after another, as `ffmpeg -f rawvideo` reads them. */
export function markedPictures(
  frames: number,
  width: number = markedSize.width,
  height: number = markedSize.height,
  first = 0,
): Buffer {
  return Buffer.concat(
    Array.from({ length: frames }, (_, n) => markedPicture(first + n, width, height)),
  );
}
