import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { reviewReasons } from '../../shared/domain/generation.ts';
import { ChoiceSelect } from '../ui/choice-select.tsx';
import { KeyCap } from '../ui/key-cap.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { stateChoices, type QueueView } from './queue-view.ts';

type QueueFilterProps = {
  readonly view: QueueView;
  readonly total: number;
  readonly textRef: Ref<HTMLInputElement>;
  readonly onChange: (change: Partial<QueueView>) => void;
  /** Enter in the text: on to the rows that are left. */
  readonly onEnter: () => void;
};

/** What the queue shows: text, state, reason; and how many cases that is. */
export function QueueFilter({ view, total, textRef, onChange, onEnter }: QueueFilterProps) {
  const { t, i18n } = useTranslation();
  return (
    <form
      className="queue-filter"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        onEnter();
      }}
    >
      <div className="queue-filter-text">
        <TextInput
          label={t('queue.filter-text')}
          isLabelHidden
          type="search"
          maxLength={200}
          value={view.text}
          placeholder={t('queue.filter-placeholder')}
          inputRef={textRef}
          onChange={(text) => onChange({ text })}
        />
        <KeyCap command="queue-filter" />
      </div>
      <ChoiceSelect
        label={t('queue.filter-state')}
        isLabelHidden
        value={view.state}
        options={stateChoices.map((value) => ({ value, words: t(`state-choices.${value}`) }))}
        onChange={(state) => onChange({ state })}
      />
      <ChoiceSelect
        label={t('queue.filter-reason')}
        isLabelHidden
        value={view.reason}
        options={[
          { value: 'all' as const, words: t('queue.any-reason') },
          ...reviewReasons.map((value) => ({ value, words: t(`reasons.${value}`) })),
        ]}
        onChange={(reason) => onChange({ reason })}
      />
      <span className="queue-count numbers" role="status">
        {t('queue.count', { count: total, n: new Intl.NumberFormat(i18n.language).format(total) })}
      </span>
    </form>
  );
}
