/** Anything that can be listened to in the DOM's way; `never` lets every kind of target fit. */
type Listenable = {
  addEventListener(type: never, listener: never, options?: never): void;
  removeEventListener(type: never, listener: never, options?: never): void;
};

/**
 * Owner of everything that must end: listeners, timers, workers, frames, child scopes.
 * Disposing runs the clean-ups once, newest first; adding to a disposed scope cleans up at once.
 */
export class Scope {
  readonly #cleanups = new Set<() => void>();
  #disposed = false;

  get isDisposed(): boolean {
    return this.#disposed;
  }

  /** How many things this scope still owns: a leak test counts it. */
  get size(): number {
    return this.#cleanups.size;
  }

  /** Runs `cleanup` when the scope ends; the returned function runs it now instead. */
  add(cleanup: () => void): () => void {
    if (this.#disposed) {
      cleanup();
      return () => {};
    }
    this.#cleanups.add(cleanup);
    return () => {
      if (this.#cleanups.delete(cleanup)) cleanup();
    };
  }

  listen<E>(
    target: Listenable,
    type: string,
    listener: (event: E) => void,
    options?: unknown,
  ): () => void {
    const [name, heard, how] = [type as never, listener as never, options as never];
    target.addEventListener(name, heard, how);
    return this.add(() => target.removeEventListener(name, heard, how));
  }

  interval(run: () => void, everyMs: number): () => void {
    const timer = setInterval(run, everyMs);
    return this.add(() => clearInterval(timer));
  }

  timeout(run: () => void, afterMs: number): () => void {
    const timer = setTimeout(() => {
      forget();
      run();
    }, afterMs);
    const forget = this.add(() => clearTimeout(timer));
    return forget;
  }

  /** Owns a thing with `close()` or `dispose()`; returns the thing. */
  own<T extends { close(): void } | { dispose(): void }>(thing: T): T {
    this.add(() => ('close' in thing ? thing.close() : thing.dispose()));
    return thing;
  }

  /** A scope that ends with this one, or earlier. */
  child(): Scope {
    const scope = new Scope();
    const end = () => scope.dispose();
    this.add(end);
    scope.add(() => this.#cleanups.delete(end));
    return scope;
  }

  /** A new AbortSignal that fires when the scope ends. */
  abortSignal(): AbortSignal {
    const controller = new AbortController();
    this.add(() => controller.abort());
    return controller.signal;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    const errors: unknown[] = [];
    for (const cleanup of [...this.#cleanups].reverse()) {
      try {
        cleanup();
      } catch (error) {
        errors.push(error);
      }
    }
    this.#cleanups.clear();
    if (errors.length > 0) throw new AggregateError(errors, 'a clean-up failed');
  }
}
