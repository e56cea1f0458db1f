import { useTranslation } from 'react-i18next';
import type { Fault } from '../../shared/lifetime/fault.ts';
import { ActButton } from './act-button.tsx';
import { faultWords } from './fault-words.ts';
import { Notice } from './notice.tsx';
import { ForeignText } from './foreign-text.tsx';

type FaultNoticeProps = {
  readonly fault: Fault;
  readonly onRetry?: () => void;
  readonly role?: 'status' | 'alert';
};

/** A fault as words: what happened, the desk's own sentence, what next. */
export function FaultNotice({ fault, onRetry, role = 'status' }: FaultNoticeProps) {
  const { t } = useTranslation();
  const words = faultWords(fault, t);
  return (
    <Notice tone="trouble" title={words.what} role={role}>
      {fault.message !== '' && (
        <p className="fault-detail" dir="auto">
          <ForeignText text={fault.message} />
        </p>
      )}
      <p>
        {words.safe} {words.next}
      </p>
      {onRetry && fault.retry !== 'never' && (
        <ActButton onPress={onRetry}>{t('acts.try-again')}</ActButton>
      )}
    </Notice>
  );
}
