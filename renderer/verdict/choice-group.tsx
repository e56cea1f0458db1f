import { useTranslation } from 'react-i18next';
import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { NumberCap } from './number-cap.tsx';
import { ForeignText } from '../ui/foreign-text.tsx';

export type StepChoice<V extends string> = {
  readonly value: V;
  readonly words: string;
  /** Which number key chooses it, 1 to 12. */
  readonly n: number;
  readonly isDisabled?: boolean;
  /** The branch does not allow it: struck through, and its key says why. */
  readonly isForbidden?: boolean;
};

type ChoiceGroupProps<V extends string> = {
  readonly label: string;
  readonly choices: readonly StepChoice<V>[];
  readonly value: V | null;
  readonly onChoose: (value: V) => void;
  readonly isActive: boolean;
  /** A row of short choices, or one line each. */
  readonly layout: 'row' | 'lines';
  /** Shows only the chosen one. */
  readonly isFolded?: boolean;
  /** Nothing else could be chosen here. */
  readonly isOnlyChoice?: boolean;
};

/** One choice of several with nothing chosen at first, by number key, arrows or mouse. */
export function ChoiceGroup<V extends string>(props: ChoiceGroupProps<V>) {
  const { label, choices, value, onChoose, isActive, layout, isFolded = false } = props;
  const { isOnlyChoice = false } = props;
  const { t } = useTranslation();
  return (
    <RadioGroup
      className={`choice-group is-${layout}${isFolded ? ' is-folded' : ''}`}
      value={value}
      onChange={(chosen) => {
        const choice = choices.find((option) => option.value === chosen);
        if (choice) onChoose(choice.value);
      }}
    >
      <Label className="step-title">{label}</Label>
      <div className="choices">
        {choices.map((choice) => (
          <Radio
            key={choice.value}
            value={choice.value}
            className={`choice${choice.isForbidden ? ' is-forbidden' : ''}`}
            isDisabled={(choice.isDisabled || choice.isForbidden) ?? false}
          >
            <NumberCap n={choice.n} isActive={isActive} />
            <span className="choice-words">
              <ForeignText text={choice.words} />
              {isOnlyChoice && choice.value === value && (
                <small className="only-choice"> {t('verdict.only-choice')}</small>
              )}
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
