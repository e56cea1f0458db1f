import { useTranslation } from 'react-i18next';
import { judgementGaps, type JudgementDraft } from '../../shared/domain/judgement-gaps.ts';
import type { Policy } from '../../shared/domain/policy.ts';
import { ActButton } from '../ui/act-button.tsx';

type VerdictGapsProps = {
  readonly policy: Policy;
  readonly draft: JudgementDraft;
  readonly isSaving: boolean;
  readonly onSave: () => void;
};

/** What is still missing, in words; or the button that saves. */
export function VerdictGaps({ policy, draft, isSaving, onSave }: VerdictGapsProps) {
  const { t, i18n } = useTranslation();
  const gaps = judgementGaps(draft, policy);
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  const words =
    gaps.length === 0
      ? t('verdict.complete')
      : t('verdict.missing', { what: list.format(gaps.map((gap) => t(`gaps.${gap}`))) });
  return (
    <div className="verdict-save">
      <p className={gaps.length === 0 ? 'is-complete' : ''} role="status">
        {isSaving ? t('verdict.saving') : words}
      </p>
      <ActButton
        look="strong"
        command="save-verdict"
        isDisabled={gaps.length > 0 || isSaving}
        onPress={onSave}
      >
        {t('verdict.save')}
      </ActButton>
    </div>
  );
}
