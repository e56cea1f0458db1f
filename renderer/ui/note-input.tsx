import type { Ref } from 'react';
import { Label } from 'react-aria-components/Label';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';
import { HiddenInField } from './foreign-text.tsx';

type NoteInputProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly maxLength: number;
  readonly placeholder?: string;
  readonly rows?: number;
  readonly inputRef?: Ref<HTMLTextAreaElement>;
};

/** Some lines of the reviewer's own words, in whatever direction they run. */
export function NoteInput({
  label,
  value,
  onChange,
  maxLength,
  placeholder,
  rows = 2,
  inputRef,
}: NoteInputProps) {
  return (
    <TextField className="field note-input" value={value} onChange={onChange} maxLength={maxLength}>
      <Label>{label}</Label>
      <TextArea
        dir="auto"
        rows={rows}
        {...(placeholder === undefined ? {} : { placeholder })}
        {...(inputRef === undefined ? {} : { ref: inputRef })}
      />
      <HiddenInField text={value} />
    </TextField>
  );
}
