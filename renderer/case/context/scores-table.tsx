import { useTranslation } from 'react-i18next';
import type { ClassifierScore } from '../../../shared/domain/generation.ts';

const percent = (score: number) => `${Math.round(score * 100)} %`;

/** What the classifiers proposed at intake, highest first; what they did not check is said. */
export function ScoresTable({ scores }: { readonly scores: readonly ClassifierScore[] }) {
  const { t } = useTranslation();
  if (scores.length === 0) return <p className="panel-empty">{t('proposals.no-scores')}</p>;
  const sorted = [...scores].sort((a, b) => (b.score ?? -1) - (a.score ?? -1));
  const authors = [...new Set(scores.map((score) => `${score.classifier} ${score.version}`))];
  return (
    <>
      <table className="scores" aria-label={t('proposals.title')}>
        <thead>
          <tr>
            <th scope="col">{t('proposals.category')}</th>
            <th scope="col">{t('proposals.modality')}</th>
            <th scope="col">{t('proposals.score')}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((score) => (
            <tr key={`${score.category}/${score.modality}/${score.classifier}`}>
              <td>{t(`categories.${score.category}`)}</td>
              <td>{t(`modalities.${score.modality}`)}</td>
              <td className="numbers">
                {score.score === null ? t('proposals.not-checked') : percent(score.score)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="proposal-author">{t('proposals.by', { authors: authors.join(', ') })}</p>
    </>
  );
}
