import { useTranslation } from 'react-i18next';
import type { TravelPack } from '../../shared/contract/travel-api.ts';
import { sizeWords } from '../ui/time-words.ts';

/** What a pack could not take along, and what goes back. */
export function PackNotes({ pack }: { readonly pack: TravelPack }) {
  const { t, i18n } = useTranslation();
  const { cases, wanted, phase, wish } = pack;
  const budget = sizeWords(wish?.budgetBytes ?? 0, i18n.language);
  const isClaimed = phase === 'fetching' || phase === 'measuring' || phase === 'packed';
  return (
    <>
      {isClaimed && cases.total > 0 && cases.total < wanted && (
        <p>{t('travel.fewer', { total: cases.total, wanted, budget })}</p>
      )}
      {pack.refused > 0 && <p>{t('travel.refused', { count: pack.refused })}</p>}
      {pack.givingBack > 0 && <p>{t('travel.giving-back', { count: pack.givingBack })}</p>}
    </>
  );
}
