/**
 * The same message with every byte array in a buffer of its own. What arrives from `child_process` are
 * views into the whole letter: passed on as they are, each would carry its neighbours along.
 */
export function ownBytes(value: unknown): unknown {
  if (value instanceof Uint8Array) {
    return value.byteLength === value.buffer.byteLength && value.constructor === Uint8Array
      ? value
      : new Uint8Array(value);
  }
  if (ArrayBuffer.isView(value)) return structuredClone(value);
  if (Array.isArray(value)) return value.map(ownBytes);
  if (isPlain(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, ownBytes(item)]));
  }
  return value;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
