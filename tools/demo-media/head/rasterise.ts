/* oxlint-disable typescript/no-non-null-assertion -- indices come from the same arrays and tables, in loops that run per pixel */
/** Which triangle each sample shows, with its barycentric weights; -1 where nothing was drawn. */
export type Surface = {
  readonly width: number;
  readonly height: number;
  readonly depth: Float32Array;
  readonly triangle: Int32Array;
  readonly weightB: Float32Array;
  readonly weightC: Float32Array;
};

/** An empty surface of the given size in samples. */
export function makeSurface(width: number, height: number): Surface {
  const samples = width * height;
  return {
    width,
    height,
    depth: new Float32Array(samples),
    triangle: new Int32Array(samples),
    weightB: new Float32Array(samples),
    weightC: new Float32Array(samples),
  };
}

/** Forgets everything drawn before. */
export function clearSurface(surface: Surface): void {
  surface.depth.fill(Number.POSITIVE_INFINITY);
  surface.triangle.fill(-1);
}

/** Draws triangles given as projected x, y (samples) and z (smaller is nearer) per vertex, from corner `first` on. */
export function rasterise(
  surface: Surface,
  projected: Float32Array,
  triangles: Int32Array,
  first = 0,
): void {
  const { width, height, depth, triangle, weightB, weightC } = surface;
  for (let t = first; t < triangles.length; t += 3) {
    const a = 3 * triangles[t]!;
    const b = 3 * triangles[t + 1]!;
    const c = 3 * triangles[t + 2]!;
    const ax = projected[a]!,
      ay = projected[a + 1]!,
      az = projected[a + 2]!;
    const bx = projected[b]!,
      by = projected[b + 1]!,
      bz = projected[b + 2]!;
    const cx = projected[c]!,
      cy = projected[c + 1]!,
      cz = projected[c + 2]!;
    const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    if (area === 0) continue;
    const left = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5));
    const right = Math.min(width - 1, Math.floor(Math.max(ax, bx, cx) - 0.5));
    const top = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
    const bottom = Math.min(height - 1, Math.floor(Math.max(ay, by, cy) - 0.5));
    const inverse = 1 / area;
    for (let y = top; y <= bottom; y += 1) {
      for (let x = left; x <= right; x += 1) {
        const px = x + 0.5 - ax;
        const py = y + 0.5 - ay;
        const wb = (px * (cy - ay) - py * (cx - ax)) * inverse;
        const wc = ((bx - ax) * py - (by - ay) * px) * inverse;
        if (wb < 0 || wc < 0 || wb + wc > 1) continue;
        const z = az + wb * (bz - az) + wc * (cz - az);
        const at = y * width + x;
        if (z >= depth[at]!) continue;
        depth[at] = z;
        triangle[at] = t;
        weightB[at] = wb;
        weightC[at] = wc;
      }
    }
  }
}
