import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { harmCategory, modalities } from '../../../shared/domain/harm-category.ts';
import type { ScoreCell, ScoreTable } from './score-rows.ts';
import { plainText } from '../../../shared/domain/hidden-signs.ts';

const percent = (score: number) => `${Math.round(score * 100)} %`;

/** A service's own category is shown by its own name. */
function categoryWords(category: string, t: TFunction): string {
  const ours = harmCategory.safeParse(category);
  return ours.success ? t(`categories.${ours.data}`) : plainText(category);
}

/** Scores by category and by what was classified; what was not checked is said, cell by cell. */
export function ScoresTable({
  table,
  name,
}: {
  readonly table: ScoreTable;
  readonly name: string;
}) {
  const { t } = useTranslation();
  const { rows, unchecked } = table;
  return (
    <>
      {rows.length > 0 && (
        <table className="scores" aria-label={name}>
          <thead>
            <tr>
              <th scope="col">{t('proposals.category')}</th>
              {modalities.map((modality) => (
                <th key={modality} scope="col">
                  {t(`modalities-short.${modality}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ category, cells }) => (
              <tr key={category}>
                <th scope="row">{categoryWords(category, t)}</th>
                {modalities.map((modality) => (
                  <Cell key={modality} cell={cells[modality]} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {unchecked.length > 0 && (
        <p className="unchecked">
          {t('proposals.unchecked', {
            what: unchecked.map((category) => categoryWords(category, t)).join(', '),
          })}
        </p>
      )}
    </>
  );
}

function Cell({ cell }: { readonly cell: ScoreCell }) {
  const { t } = useTranslation();
  if (cell.score === null) return <td className="not-checked">{t('proposals.not-checked')}</td>;
  return (
    <td className="numbers" title={cell.from && plainText(cell.from)}>
      {percent(cell.score)}
    </td>
  );
}
