import { useEffect, useState } from 'react';

/** Whole seconds left of a wait that began when it was last told; `told` is any sign that it was told anew. */
export function useCountdown(waitMs: number, told: number): number {
  const [ended, setEnded] = useState({
    atMs: performance.now() + waitMs,
    leftS: secondsOf(waitMs),
  });
  useEffect(() => {
    const atMs = performance.now() + waitMs;
    const look = () => setEnded({ atMs, leftS: secondsOf(atMs - performance.now()) });
    look();
    const timer = setInterval(look, 250);
    return () => clearInterval(timer);
  }, [waitMs, told]);
  return ended.leftS;
}

function secondsOf(ms: number): number {
  return Math.max(0, Math.ceil(ms / 1000));
}
