// The few globals that every runtime of the house has (Node, page, workers); no DOM, no Node here.
declare function setTimeout(run: () => void, afterMs: number): number;
declare function clearTimeout(timer: number): void;
declare function setInterval(run: () => void, everyMs: number): number;
declare function clearInterval(timer: number): void;

declare class AbortController {
  readonly signal: AbortSignal;
  abort(): void;
}
declare type AbortSignal = {
  readonly aborted: boolean;
};
