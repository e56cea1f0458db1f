import { useTranslation } from 'react-i18next';
import type { VerdictFate } from '../../shared/domain/verdict-fate.ts';
import { KeyCap } from '../ui/key-cap.tsx';
import { ActButton } from '../ui/act-button.tsx';

type FateFilterProps = {
  readonly fate: VerdictFate | null;
  readonly byFate: readonly { readonly fate: VerdictFate; readonly n: number }[];
  readonly onChoose: (fate: VerdictFate | null) => void;
};

/** The fates that this journal knows, with how many verdicts have each. */
export function FateFilter({ fate, byFate, onChoose }: FateFilterProps) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <div className="fate-filter" role="group" aria-label={t('journal.filter')}>
      <ActButton isPressed={fate === null} onPress={() => onChoose(null)}>
        {t('journal.all')}
      </ActButton>
      {byFate.map((one) => (
        <ActButton key={one.fate} isPressed={fate === one.fate} onPress={() => onChoose(one.fate)}>
          {t(`journal.fates.${one.fate}`)} <span className="numbers">{number.format(one.n)}</span>
        </ActButton>
      ))}
      <KeyCap command="journal-filter" />
    </div>
  );
}
