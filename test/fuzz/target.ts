/** Something that strangers may write to: each number is one input, always the same one. */
export type FuzzTarget = {
  readonly name: string;
  start(): Promise<RunningTarget>;
};

export type RunningTarget = {
  /** Tries the input that `seed` makes; null where all went well, else what went wrong. */
  tryOne(seed: number): Promise<string | null>;
  /** The bytes of that input, where they are bytes: kept beside a finding. */
  bytesOf?(seed: number): Uint8Array;
  /** Figures at the end, if it has some. */
  figures?(): string;
  end(): Promise<void>;
};
