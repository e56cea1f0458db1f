import { useEffect, useRef, type ReactNode } from 'react';
import type { VerdictStep } from './verdict-steps.ts';

type StepFrameProps = {
  readonly step: VerdictStep;
  readonly isActive: boolean;
  readonly isDone: boolean;
  readonly onActivate: () => void;
  readonly children: ReactNode;
};

/** One step of the verdict; the active one takes the number keys. */
export function StepFrame({ step, isActive, isDone, onActivate, children }: StepFrameProps) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) frame.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    <div
      ref={frame}
      className={`verdict-step is-${step}${isActive ? ' is-active' : ''}${isDone ? ' is-done' : ''}`}
      onFocus={onActivate}
      onPointerDown={onActivate}
      {...(isActive ? { 'aria-current': 'step' as const } : {})}
    >
      {children}
    </div>
  );
}
