import type { Ref } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextField } from 'react-aria-components/TextField';
import { HiddenInField } from './foreign-text.tsx';

type TextInputProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'search' | 'url' | 'password';
  readonly description?: string;
  readonly placeholder?: string;
  readonly maxLength?: number;
  readonly isLabelHidden?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
};

/** One line of text with its label. */
export function TextInput({
  label,
  value,
  onChange,
  type = 'text',
  description,
  placeholder,
  maxLength = 500,
  isLabelHidden = false,
  inputRef,
}: TextInputProps) {
  return (
    <TextField
      className="field text-input"
      value={value}
      onChange={onChange}
      type={type}
      maxLength={maxLength}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
    >
      {!isLabelHidden && <Label>{label}</Label>}
      <Input
        dir="auto"
        spellCheck={false}
        autoComplete="off"
        {...(placeholder === undefined ? {} : { placeholder })}
        {...(inputRef === undefined ? {} : { ref: inputRef })}
      />
      {type !== 'password' && <HiddenInField text={value} />}
      {description && <Text slot="description">{description}</Text>}
    </TextField>
  );
}
