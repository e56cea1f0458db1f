import { useEffect, useState } from 'react';

/** Whole seconds left of a wait that began when it was last reported; `told` is any value that changes with each report. */
export function useCountdown(waitMs: number, told: number): number {
  const [leftS, setLeftS] = useState(secondsOf(waitMs));
  useEffect(() => {
    const endsAtMs = performance.now() + waitMs;
    const look = () => setLeftS(secondsOf(endsAtMs - performance.now()));
    look();
    const timer = setInterval(look, 250);
    return () => clearInterval(timer);
  }, [waitMs, told]);
  return leftS;
}

function secondsOf(ms: number): number {
  return Math.max(0, Math.ceil(ms / 1000));
}
