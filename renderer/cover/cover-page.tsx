import { useEffect, useRef, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import './cover.css';

type CoverPageProps = {
  readonly heading: string;
  readonly children: ReactNode;
};

/**
 * A calm page over everything. It lies in the body itself, beside whatever dialog is open, and takes the focus; the
 * focus goes back where it was with it.
 */
export function CoverPage({ heading, children }: CoverPageProps) {
  const page = useRef<HTMLDivElement>(null);
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    page.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [before]);
  return createPortal(
    // A dialog that is open hides what comes after it from screen readers, but for what is marked so.
    <div
      ref={page}
      className="page-cover"
      role="dialog"
      aria-modal="true"
      aria-label={heading}
      tabIndex={-1}
      data-react-aria-top-layer="true"
    >
      <h1>{heading}</h1>
      {children}
    </div>,
    document.body,
  );
}
