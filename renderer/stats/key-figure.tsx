type KeyFigureProps = { readonly name: string; readonly value: string; readonly note: string };

/** One number that matters, with what it stands on. */
export function KeyFigure({ name, value, note }: KeyFigureProps) {
  return (
    <div className="key-figure">
      <span className="key-figure-name">{name}</span>
      <span className="key-figure-value numbers">{value}</span>
      <span className="key-figure-note numbers">{note}</span>
    </div>
  );
}
