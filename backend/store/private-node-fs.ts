import { NodeFS } from '@electric-sql/pglite/nodefs';

type Attributes = { readonly mode?: number };
type SetAttributes = (of: unknown, attributes: Attributes) => void;
/** What Emscripten's bridge to the real disk shows of itself, as much of it as is used here. */
type NodeBridge = {
  readonly node_ops: { setattr: SetAttributes };
  readonly stream_ops: { setattr: SetAttributes };
};

/**
 * A folder of the disk for PGlite, whose files only their owner may read. PGlite sets the mode of every file that it
 * makes by itself (0666), after the process's umask was applied: the bits for others are taken out there.
 */
export class PrivateNodeFs extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts: options } = await super.init(...args);
    const close = (module: object) => {
      const bridge = (module as { readonly NODEFS: NodeBridge }).NODEFS;
      for (const ops of [bridge.node_ops, bridge.stream_ops]) closeToOthers(ops);
    };
    return { emscriptenOpts: { ...options, preRun: [...(options.preRun ?? []), close] } };
  }
}

function closeToOthers(ops: { setattr: SetAttributes }): void {
  const { setattr } = ops;
  ops.setattr = (of, attributes) =>
    setattr(
      of,
      attributes.mode === undefined
        ? attributes
        : { ...attributes, mode: attributes.mode & ~0o077 },
    );
}
