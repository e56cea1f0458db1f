/** How many decoded pictures came into the page, and how many of them nobody has closed. */
export type PictureCount = { readonly received: number; readonly open: number };

/** Counts every `VideoFrame` that a worker hands over, or that is cloned, until it is closed. Call it before a worker starts. */
export function countPictures(): () => PictureCount {
  const known = new WeakSet<VideoFrame>();
  let received = 0;
  let open = 0;

  function take(picture: VideoFrame): void {
    if (known.has(picture)) return;
    known.add(picture);
    received++;
    open++;
  }

  const close = VideoFrame.prototype.close as (this: VideoFrame) => void;
  VideoFrame.prototype.close = function closed(this: VideoFrame) {
    if (known.delete(this)) open--;
    close.call(this);
  };
  const clone = VideoFrame.prototype.clone as (this: VideoFrame) => VideoFrame;
  VideoFrame.prototype.clone = function cloned(this: VideoFrame) {
    const made = clone.call(this);
    take(made);
    return made;
  };
  const data = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
  Object.defineProperty(MessageEvent.prototype, 'data', {
    ...data,
    get(this: MessageEvent): unknown {
      const value: unknown = data?.get?.call(this);
      for (const picture of picturesIn(value, 0)) take(picture);
      return value;
    },
  });
  return () => ({ received, open });
}

function picturesIn(value: unknown, depth: number): readonly VideoFrame[] {
  if (value instanceof VideoFrame) return [value];
  if (depth > 4 || typeof value !== 'object' || value === null || ArrayBuffer.isView(value))
    return [];
  return Object.values(value).flatMap((part) => picturesIn(part, depth + 1));
}
