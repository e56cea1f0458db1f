import { useTranslation } from 'react-i18next';
import type { TravelPlan, TravelWish } from '../../shared/contract/travel-api.ts';
import { handleWords, sizeWords } from '../ui/time-words.ts';

type PlanWordsProps = { readonly plan: TravelPlan; readonly by: TravelWish['by'] };

/** What a wish comes to, and where each number is from. */
export function PlanWords({ plan, by }: PlanWordsProps) {
  const { t, i18n } = useTranslation();
  const size = (bytes: number) => sizeWords(bytes, i18n.language);
  const time = handleWords(plan.handleMs, t);
  const because =
    by === 'cases'
      ? t('travel.by-count')
      : plan.reviews > 0
        ? t('travel.by-own-pace', { time, n: plan.reviews })
        : t('travel.by-assumed-pace', { time });
  return (
    <div className="travel-plan">
      <p>
        <strong className="numbers">{t('travel.plan-cases', { count: plan.cases })}</strong>
        {because} {plan.isCapped && t('travel.capped')}
      </p>
      <p>
        {plan.isBudgetCut
          ? t('travel.budget-cut', { budget: size(plan.budgetBytes) })
          : t('travel.budget-words', {
              budget: size(plan.budgetBytes),
              free: size(plan.freeBytes),
            })}
      </p>
      <p>{t('travel.keeps-days')}</p>
    </div>
  );
}
