import { detectFaces, overlap } from './detector.ts';
import { meshSide, type FaceModels } from './face-models.ts';
import { cropForFound, measureFace, type FaceShape } from './mouth.ts';
import { cropSquare, type Pixels, type Square } from './picture-crop.ts';

/** One face in one picture that was looked at. */
export type Sighting = { readonly frame: number; readonly atUs: number; readonly shape: FaceShape };

/** One face from its first sighting to its last. */
export type FollowedFace = { readonly faceId: number; readonly sightings: Sighting[] };

type Live = { readonly face: FollowedFace; next: Square; missed: number };

/** Pictures between two looks with the detector; between them faces are followed by their own mesh. */
const detectEvery = 12;
/** Every so many looks of the detector one looks closer, for small faces. */
const closeUpEvery = 3;
/** Looks that a face may be missing (turned away, a hand before it) and still be the same. */
const mostMissed = 12;
const leastMeshScore = 0.5;
const mostFaces = 8;

/** Follows every face from picture to picture. Same pictures, same ids and numbers. */
export class FaceFollower {
  readonly #models: FaceModels;
  readonly #faces: FollowedFace[] = [];
  #live: Live[] = [];
  #looked = 0;
  #detections = 0;
  #isCrowded = false;

  constructor(models: FaceModels) {
    this.#models = models;
  }

  get looked(): number {
    return this.#looked;
  }

  /** There were as many faces at once as are followed: there may have been more. */
  get isCrowded(): boolean {
    return this.#isCrowded;
  }

  /** Faces by id, with all their sightings so far. */
  get faces(): readonly FollowedFace[] {
    return this.#faces;
  }

  /** Looks at the next picture; after a cut every face is a new one. */
  look(pixels: Pixels, frame: number, atUs: number, isCut: boolean): void {
    if (isCut) this.#live = [];
    const mustDetect =
      isCut || this.#looked % detectEvery === 0 || this.#live.some((live) => live.missed === 1);
    this.#looked += 1;
    for (const live of this.#live) this.#follow(live, pixels, frame, atUs);
    if (mustDetect) this.#detect(pixels, frame, atUs);
    this.#endDoubles();
    this.#live = this.#live.filter((live) => live.missed <= mostMissed);
  }

  #follow(live: Live, pixels: Pixels, frame: number, atUs: number): void {
    const shape = this.#shapeIn(pixels, live.next);
    if (!shape) {
      live.missed += 1;
      return;
    }
    live.missed = 0;
    live.next = shape.next;
    live.face.sightings.push({ frame, atUs, shape });
  }

  #detect(pixels: Pixels, frame: number, atUs: number): void {
    const closeUp = this.#detections % closeUpEvery === 0;
    this.#detections += 1;
    for (const found of detectFaces(this.#models, pixels, closeUp)) {
      if (this.#live.some((live) => live.missed === 0 && isSame(live.next, found.square))) continue;
      const shape = this.#shapeIn(pixels, cropForFound(found.square));
      if (!shape) continue;
      const known = this.#live.find((live) => live.missed > 0 && isSame(live.next, shape.next));
      const live = known ?? this.#begin(shape.next);
      if (!live) continue;
      live.missed = 0;
      live.next = shape.next;
      live.face.sightings.push({ frame, atUs, shape });
    }
  }

  #begin(next: Square): Live | null {
    if (this.#live.length + 1 >= mostFaces) this.#isCrowded = true;
    if (this.#live.length >= mostFaces) return null;
    const face: FollowedFace = { faceId: this.#faces.length + 1, sightings: [] };
    this.#faces.push(face);
    const live: Live = { face, next, missed: 0 };
    this.#live.push(live);
    return live;
  }

  #shapeIn(pixels: Pixels, square: Square): FaceShape | null {
    const rgb = cropSquare(pixels, square, meshSide, { shift: 0, divisor: 255 });
    const mesh = this.#models.mesh(rgb);
    if (!(mesh.score >= leastMeshScore)) return null;
    const shape = measureFace(mesh, rgb, square);
    return isPlausible(shape, pixels) ? shape : null;
  }

  /** Where two have slid onto one face, the older is kept. */
  #endDoubles(): void {
    this.#live = this.#live.filter((live, i) =>
      this.#live
        .slice(0, i)
        .every((older) => older.missed > 0 || overlap(older.next, live.next) < 0.5),
    );
  }
}

/** Same face: the squares overlap well, or one's centre is deep in the other. */
function isSame(tracked: Square, found: Square): boolean {
  const apart = Math.hypot(tracked.x - found.x, tracked.y - found.y);
  return apart < tracked.side * 0.3;
}

function isPlausible(shape: FaceShape, pixels: Pixels): boolean {
  const { x, y } = shape.next;
  const { width, height } = shape.box;
  const isInside = x > 0 && y > 0 && x < pixels.width && y < pixels.height;
  return isInside && width > 8 && height > 8 && height < 3 * width && width < 3 * height;
}
