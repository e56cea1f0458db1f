import { useId, type ReactNode } from 'react';

type PanelProps = {
  readonly title: string;
  readonly children: ReactNode;
  /** Stands at the end of the title's line. */
  readonly aside?: ReactNode;
  readonly className?: string;
};

/** A titled part of a zone. */
export function Panel({ title, children, aside, className = '' }: PanelProps) {
  const id = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
