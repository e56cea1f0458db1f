// The few globals that every runtime of the house has (Node, page, workers); no DOM, no Node here.
export {};

declare global {
  function setTimeout(run: () => void, afterMs: number): number;
  function clearTimeout(timer: number): void;
  function setInterval(run: () => void, everyMs: number): number;
  function clearInterval(timer: number): void;

  class AbortController {
    readonly signal: AbortSignal;
    abort(): void;
  }
  class AbortSignal {
    readonly aborted: boolean;
    addEventListener(type: 'abort', listener: () => void): void;
    removeEventListener(type: 'abort', listener: () => void): void;
  }
  class TextEncoder {
    encode(text: string): Uint8Array<ArrayBuffer>;
  }
  class TextDecoder {
    decode(bytes: Uint8Array): string;
  }
}
