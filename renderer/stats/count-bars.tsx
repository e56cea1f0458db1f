export type CountRow = {
  readonly id: string;
  readonly words: string;
  readonly n: number;
  readonly aside?: string;
};

/** Share of the cell, in percent, that the longest bar takes; the rest is for its number. */
const barShare = 78;

type CountBarsProps = {
  readonly title: string;
  readonly rows: readonly CountRow[];
  readonly countWords: string;
  readonly asideWords?: string;
  readonly emptyWords: string;
};

/** Counts as a table in which each row carries its bar. */
export function CountBars({ title, rows, countWords, asideWords, emptyWords }: CountBarsProps) {
  const most = Math.max(1, ...rows.map((row) => row.n));
  const shown = rows.filter((row) => row.n > 0);
  return (
    <section className="count-bars">
      {shown.length === 0 ? (
        <p className="panel-empty">
          <strong>{title}</strong> {emptyWords}
        </p>
      ) : (
        <table aria-label={title}>
          <thead>
            <tr>
              <th scope="col" className="is-title">
                {title}
              </th>
              <th scope="col">{countWords}</th>
              {asideWords && <th scope="col">{asideWords}</th>}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.words}</th>
                <td className="numbers">
                  <span
                    className="bar-fill"
                    style={{ inlineSize: `${(row.n / most) * barShare}%` }}
                  />
                  {row.n}
                </td>
                {asideWords && <td className="numbers">{row.aside}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
