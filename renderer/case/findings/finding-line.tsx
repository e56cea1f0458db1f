import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components/Button';
import { findingKinds, type Finding } from '../../../shared/domain/finding.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { ChoiceSelect } from '../../ui/choice-select.tsx';
import { KeyCap } from '../../ui/key-cap.tsx';
import { NoteInput } from '../../ui/note-input.tsx';
import { whereWords } from './finding-words.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';

type FindingLineProps = {
  readonly finding: Finding;
  readonly isSelected: boolean;
  readonly canEdit: boolean;
  readonly noteRef: Ref<HTMLTextAreaElement>;
  readonly onSelect: () => void;
  readonly onChange: (finding: Finding) => void;
  readonly onRemove: () => void;
};

/** One finding; the selected one can be edited in place. */
export function FindingLine(props: FindingLineProps) {
  const { finding, isSelected, canEdit, noteRef, onSelect, onChange, onRemove } = props;
  const { t } = useTranslation();
  const where = whereWords(finding, t);
  return (
    <li className={`finding${isSelected ? ' is-selected' : ''}`}>
      <Button className="finding-head" aria-pressed={isSelected} onPress={onSelect}>
        <span className="finding-kind">{t(`finding-kinds.${finding.kind}`)}</span>
        <span className="finding-where numbers">
          {where.frames && <span>{where.frames}</span>}
          <span>{where.times}</span>
        </span>
      </Button>
      {finding.note !== '' && !(isSelected && canEdit) && (
        <p className="finding-note" dir="auto">
          <ForeignText text={finding.note} />
        </p>
      )}
      {isSelected && canEdit && (
        <div className="finding-editor">
          <NoteInput
            label={t('findings.note')}
            value={finding.note}
            maxLength={4000}
            inputRef={noteRef}
            onChange={(note) => onChange({ ...finding, note })}
          />
          <KeyCap command="edit-finding" />
          <div className="finding-tools">
            <ChoiceSelect
              label={t('findings.kind')}
              isLabelHidden
              value={finding.kind}
              options={findingKinds.map((value) => ({ value, words: t(`finding-kinds.${value}`) }))}
              onChange={(kind) => onChange({ ...finding, kind })}
            />
            <ActButton look="quiet" command="delete-finding" onPress={onRemove}>
              {t('findings.delete')}
            </ActButton>
          </div>
        </div>
      )}
    </li>
  );
}
