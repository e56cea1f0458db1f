import { bytesOfPicture } from './picture-size.ts';

/** The pictures in memory by frame number, and their bytes. Closes what it gives up. */
export class HeldPictures {
  readonly #pictures = new Map<number, VideoFrame>();
  #bytes = 0;

  get size(): number {
    return this.#pictures.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  has(frame: number): boolean {
    return this.#pictures.has(frame);
  }

  get(frame: number): VideoFrame | undefined {
    return this.#pictures.get(frame);
  }

  keys(): Iterable<number> {
    return this.#pictures.keys();
  }

  /** Takes a picture over. */
  set(frame: number, picture: VideoFrame): void {
    this.delete(frame);
    this.#pictures.set(frame, picture);
    this.#bytes += bytesOfPicture(picture);
  }

  delete(frame: number): void {
    const picture = this.#pictures.get(frame);
    if (!picture) return;
    this.#bytes -= bytesOfPicture(picture);
    picture.close();
    this.#pictures.delete(frame);
  }

  clear(): void {
    for (const frame of this.#pictures.keys()) this.delete(frame);
  }
}
