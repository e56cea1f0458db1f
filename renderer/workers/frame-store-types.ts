import type { EncodedPacketSink } from 'mediabunny';
import type { Result } from '../../shared/lifetime/result.ts';
import type { Scope } from '../../shared/lifetime/scope.ts';
import type { FrameIndex } from '../../shared/media-time/frame-index.ts';
import type { RingPlan } from './ring-policy.ts';
import type { DecodePath } from './decode-path.ts';

export type FrameStoreOptions = {
  readonly sink: EncodedPacketSink;
  readonly config: VideoDecoderConfig;
  readonly index: FrameIndex;
  readonly ringBytes: number;
  /** Small copies of a clip that does not fit the ring are made while nothing else is done. */
  readonly hasOverview: boolean;
  readonly scope: Scope;
  readonly onStandIn: (wanted: number, frame: number, picture: VideoFrame) => void;
  /** A frame held from now on, still owned by the store. */
  readonly onReady: (frame: number, picture: VideoFrame) => void;
  /** Frames that were ready and are held no more; the holder of a handle closes it and says so by `release`. */
  readonly onGone: (frames: readonly number[]) => void;
  /** A small copy of a frame, closed after the call; the listener's handle is the one that lives on. */
  readonly onSmall: (frame: number, picture: VideoFrame) => void;
  readonly onSmallGone: (frames: readonly number[]) => void;
  readonly onHeld: (held: HeldFrames) => void;
};

/** What is in memory, for the bar and for the notes; small copies count as bytes, not as frames. */
export type HeldFrames = RingPlan & {
  readonly frames: number;
  readonly bytes: number;
  readonly smallFrames: number;
};

export type Waiting = {
  readonly frame: number;
  readonly isFullSize: boolean;
  readonly way: DecodePath;
  readonly settle: (result: Result<VideoFrame>) => void;
};

export type CollectOptions = {
  /** Waits while the reviewer steps or plays, and for a ring that will hold the frame anyway. */
  readonly isPatient?: boolean;
  /** Waits also while the ring is being filled, while others collect, and until the reviewer has rested. */
  readonly isLast?: boolean;
  readonly isWanted?: () => boolean;
  readonly onMissing?: (frame: number) => void;
};
