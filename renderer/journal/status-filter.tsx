import { useTranslation } from 'react-i18next';
import type { VerdictStatus } from '../../shared/domain/verdict-status.ts';
import { KeyCap } from '../ui/key-cap.tsx';
import { ActButton } from '../ui/act-button.tsx';

type StatusFilterProps = {
  readonly status: VerdictStatus | null;
  readonly byStatus: readonly { readonly status: VerdictStatus; readonly n: number }[];
  readonly onChoose: (status: VerdictStatus | null) => void;
};

/** The statuses that this journal knows, with how many verdicts have each. */
export function StatusFilter({ status, byStatus, onChoose }: StatusFilterProps) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <div className="status-filter" role="group" aria-label={t('journal.filter')}>
      <ActButton isPressed={status === null} onPress={() => onChoose(null)}>
        {t('journal.all')}
      </ActButton>
      {byStatus.map((one) => (
        <ActButton
          key={one.status}
          isPressed={status === one.status}
          onPress={() => onChoose(one.status)}
        >
          {t(`journal.statuses.${one.status}`)}{' '}
          <span className="numbers">{number.format(one.n)}</span>
        </ActButton>
      ))}
      <KeyCap command="journal-filter" />
    </div>
  );
}
