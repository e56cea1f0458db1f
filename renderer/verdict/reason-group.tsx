import { useTranslation } from 'react-i18next';
import { Checkbox } from 'react-aria-components/Checkbox';
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { Label } from 'react-aria-components/Label';
import type { PolicyBranch } from '../../shared/domain/policy.ts';
import { NumberCap } from './number-cap.tsx';
import { ForeignText } from '../ui/foreign-text.tsx';

type ReasonGroupProps = {
  readonly branch: PolicyBranch | undefined;
  readonly reasonIds: readonly string[];
  readonly onChange: (reasonIds: readonly string[]) => void;
  readonly isActive: boolean;
  /** Shows only those that are chosen. */
  readonly isFolded?: boolean;
};

/** The branch's reasons; as many as apply. */
export function ReasonGroup({
  branch,
  reasonIds,
  onChange,
  isActive,
  isFolded = false,
}: ReasonGroupProps) {
  const { t } = useTranslation();
  const reasons = branch?.reasons ?? [];
  return (
    <CheckboxGroup
      className={`choice-group is-lines${isFolded ? ' is-folded' : ''}`}
      value={[...reasonIds]}
      onChange={onChange}
    >
      <Label className="step-title">{t('verdict.steps.reasons')}</Label>
      {reasons.length === 0 && (
        <p className="step-empty">
          {branch ? t('verdict.no-reasons-asked') : t('verdict.branch-first')}
        </p>
      )}
      <div className="choices">
        {reasons.map((reason, at) => (
          <Checkbox key={reason.reasonId} value={reason.reasonId} className="choice is-many">
            <NumberCap n={at + 1} isActive={isActive} />
            <span className="choice-words">
              <ForeignText text={reason.title} />
            </span>
          </Checkbox>
        ))}
      </div>
    </CheckboxGroup>
  );
}
