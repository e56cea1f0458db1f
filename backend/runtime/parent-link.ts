/** Electron's utilityProcess gives its child this port; a plain Node process has none. */
type ParentPort = {
  on(event: 'message', listener: (letter: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
};

function parentPort(): ParentPort | null {
  const candidate: unknown = Reflect.get(process, 'parentPort');
  return isParentPort(candidate) ? candidate : null;
}

function isParentPort(candidate: unknown): candidate is ParentPort {
  return typeof candidate === 'object' && candidate !== null && 'postMessage' in candidate;
}

/** Sends to the process that forked this one; does nothing when it was started from a shell. */
export function tellParent(message: unknown): void {
  parentPort()?.postMessage(message);
  if (process.connected) process.send?.(message);
}

/** Receives from the process that forked this one; messages from before are received as well. */
export function hearParent(listener: (message: unknown) => void): void {
  parentPort()?.on('message', ({ data }) => listener(data));
  if (process.channel) process.on('message', listener);
}

/** Runs once when the process that forked this one goes away. (Electron ends utility processes by itself.) */
export function whenParentGoes(run: () => void): void {
  if (process.channel) process.once('disconnect', run);
}
