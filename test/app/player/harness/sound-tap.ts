/** What reached the loudspeaker: the left channel, sample after sample. */
export type Heard = { readonly sampleRate: number; readonly left: number[] };

export type SoundTap = {
  /** Starts recording whatever the page's audio context puts out from now on. */
  start(): Promise<void>;
  /** Everything heard since the start or the last taking. */
  take(): Promise<Heard>;
  /** The loudest sample from an act on until `forMs` after it; what sounded before does not count. */
  loudest(forMs: number, act?: () => Promise<void> | void): Promise<number>;
};

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Listens at the only way out: nodes that are connected to an audio context's destination. */
export function createSoundTap(): SoundTap {
  const last: { node: AudioNode | null } = { node: null };
  const connect = AudioNode.prototype.connect as (this: AudioNode, ...to: unknown[]) => unknown;
  Object.assign(AudioNode.prototype, {
    connect(this: AudioNode, ...to: unknown[]) {
      if (to[0] instanceof AudioDestinationNode) last.node = this;
      return connect.apply(this, to);
    },
  });
  let blocks: Float32Array[] = [];
  let sampleRate = 0;

  async function take(): Promise<Heard> {
    // The last blocks are still on their way.
    await rest(100);
    const left = blocks.flatMap((block) => [...block]);
    blocks = [];
    return { sampleRate, left };
  }

  return {
    take,
    async loudest(forMs, act) {
      await take();
      await act?.();
      await rest(forMs);
      const { left } = await take();
      return Math.max(0, ...left.map(Math.abs));
    },
    async start() {
      const { node } = last;
      if (!node) throw new Error('nothing sounds yet');
      const { context } = node;
      sampleRate = context.sampleRate;
      blocks = [];
      const module = new URL('./recorder-worklet.js', import.meta.url);
      await (context as AudioContext).audioWorklet.addModule(module.href);
      const recorder = new AudioWorkletNode(context, 'recorder');
      recorder.port.addEventListener('message', (event: MessageEvent<Float32Array[]>) => {
        if (event.data[0]) blocks.push(event.data[0]);
      });
      recorder.port.start();
      node.connect(recorder);
    },
  };
}
