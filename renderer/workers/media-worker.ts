import '../../shared/contract/no-code-from-text.ts';
import { serve } from '../../shared/contract/serve.ts';
import type { Handlers } from '../../shared/contract/contract.ts';
import { portWire } from '../../shared/contract/port-wire.ts';
import {
  longestSpectrogramUs,
  workerApi,
  type WorkerApi,
} from '../../shared/contract/worker-api.ts';
import { err, ok, type Result } from '../../shared/lifetime/result.ts';
import { Scope } from '../../shared/lifetime/scope.ts';
import type { FrameIndex } from '../../shared/media-time/frame-index.ts';
import { openClip, type OpenClip } from './open-clip.ts';
import { isShownPicture } from './same-picture.ts';
import { sampleFrames } from './sample-frames.ts';
import { spectrogramOf } from './spectrogram.ts';
import { Thumbnails } from './thumbnails.ts';

/** One clip's decoding: the page starts a worker per clip and ends it with the case. */
function serveClip(scope: Scope): void {
  let clip: OpenClip | null = null;
  let index: FrameIndex | null = null;
  let thumbnails: Thumbnails | null = null;

  const handlers: Handlers<WorkerApi> = {
    async open(input) {
      index = input.index;
      try {
        clip = await openClip(input, scope, {
          onStandIn: (wanted, frame, picture) => served.emit('standIn', { wanted, frame, picture }),
          onReady: (frame, picture) => served.emit('ready', { frame, picture }),
          onGone: (frames) => served.emit('gone', { frames: [...frames] }),
          onSmall: (frame, picture) => served.emit('small', { frame, picture }),
          onSmallGone: (frames) => served.emit('smallGone', { frames: [...frames] }),
          onHeld: (held) => served.emit('held', held),
        });
      } catch (error) {
        return unreadable(error);
      }
      if (clip.frames && index) {
        thumbnails = new Thumbnails(clip.frames, index, (frame, picture) =>
          served.emit('thumbnail', { frame, picture }),
        );
      }
      return ok(clip.answer);
    },
    async showFrame({ frame, direction, isFullSize }) {
      if (!clip?.frames) return noPicture();
      const shown = await clip.frames.show(frame, direction, isFullSize);
      // Posting a VideoFrame copies its handle, not its pixels; the ring keeps its own.
      return shown.ok ? ok({ frame, picture: shown.value }) : shown;
    },
    async comparePicture(shown) {
      const store = clip?.frames;
      const known = index;
      if (!store || !known) return noPicture();
      return guarded(async () => ({ isSame: await isShownPicture(store, known, shown) }));
    },
    followFrame({ frame, direction, isPlaying }) {
      clip?.frames?.follow(frame, direction, isPlaying);
      return ok({});
    },
    release({ count }) {
      clip?.frames?.release(count);
      return ok({});
    },
    resizeRing({ ringBytes, hasOverview = false }) {
      return ok({ capacity: clip?.frames?.resize(ringBytes, hasOverview) ?? 0 });
    },
    async measurePeaks() {
      const sound = clip?.sound;
      return sound ? guarded(async () => ({ bytes: await sound.peaks() })) : noSound();
    },
    async readSamples({ fromUs, toUs }) {
      const sound = clip?.sound;
      if (!sound) return noSound();
      return guarded(async () => ({
        sampleRate: sound.sampleRate,
        channels: [...(await sound.read(fromUs, toUs))],
      }));
    },
    async spectrogram({ fromUs, toUs, columns, rows, band }) {
      const sound = clip?.sound;
      if (!sound) return noSound();
      return guarded(async () => {
        const channels = await sound.read(fromUs, Math.min(toUs, fromUs + longestSpectrogramUs));
        const tile = spectrogramOf(mixed(channels), sound.sampleRate, columns, rows, band);
        return { levels: tile.levels };
      });
    },
    async sampleFrames({ count, maxWidthPx }) {
      const store = clip?.frames;
      const known = index;
      if (!store || !known) return noPicture();
      return guarded(async () => ({ frames: await sampleFrames(store, known, count, maxWidthPx) }));
    },
    wantThumbnails({ frames, heightPx }) {
      void thumbnails?.want(frames, heightPx);
      return ok({});
    },
    async soundWav() {
      const sound = clip?.sound;
      return sound ? guarded(async () => ({ wav: await sound.speechWav() })) : ok({ wav: null });
    },
  };
  const served = serve(workerApi, handlers, portWire(self), (_name, error) => reportError(error));
}

async function guarded<T>(run: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await run());
  } catch (error) {
    return unreadable(error);
  }
}

function mixed(channels: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array(0), ...others] = channels;
  if (others.length === 0) return first;
  return first.map(
    (sample, at) =>
      others.reduce((sum, channel) => sum + (channel[at] ?? 0), sample) / channels.length,
  );
}

/** A file that mediabunny or a decoder gives up on is broken media, not a bug of the desk. */
function unreadable(error: unknown) {
  const kind = error instanceof Error ? error.name : 'unknown';
  return err('broken-media', `This file can't be read to its end (${kind}).`);
}

function noPicture() {
  return err('unsupported-media', 'This clip has no picture that can be decoded here.');
}

function noSound() {
  return err('not-found', 'This clip has no soundtrack that can be decoded here.');
}

serveClip(new Scope());
