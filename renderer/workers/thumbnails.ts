import type { FrameIndex } from '../../shared/media-time/frame-index.ts';
import type { FrameStore } from './frame-store.ts';
import { drawnUpright } from './upright.ts';

/** Hands out a small picture of a frame, or null where the frame can't be decoded. */
export type OnThumbnail = (frame: number, picture: ImageBitmap | null) => void;

/** Small exact pictures for the filmstrip, made when nothing more urgent is decoded; a later wish ends an earlier one. */
export class Thumbnails {
  readonly #store: FrameStore;
  readonly #index: FrameIndex;
  readonly #onThumbnail: OnThumbnail;
  #turn = 0;

  constructor(store: FrameStore, index: FrameIndex, onThumbnail: OnThumbnail) {
    this.#store = store;
    this.#index = index;
    this.#onThumbnail = onThumbnail;
  }

  async want(frames: readonly number[], heightPx: number): Promise<void> {
    const turn = ++this.#turn;
    const { displayWidth, displayHeight } = this.#index;
    const width = Math.max(1, Math.round((heightPx * displayWidth) / Math.max(1, displayHeight)));
    const rising = [...new Set(frames)].toSorted((a, b) => a - b);
    await this.#store.collect(
      rising,
      async (frame, picture) => {
        const canvas = drawnUpright(picture, this.#index, width, heightPx);
        this.#onThumbnail(frame, canvas.transferToImageBitmap());
      },
      {
        isPatient: true,
        isWanted: () => turn === this.#turn,
        onMissing: (frame) => this.#onThumbnail(frame, null),
      },
    );
  }
}
