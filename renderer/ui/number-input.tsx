import { Button } from 'react-aria-components/Button';
import { Group } from 'react-aria-components/Group';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { NumberField } from 'react-aria-components/NumberField';

type NumberInputProps = {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly format?: Intl.NumberFormatOptions;
};

/** A number with a smallest and a largest value, stepped by arrows. */
export function NumberInput({
  label,
  value,
  onChange,
  min,
  max,
  step = 1,
  format,
}: NumberInputProps) {
  return (
    <NumberField
      className="field number-input"
      value={value}
      onChange={(next) => {
        if (Number.isFinite(next)) onChange(next);
      }}
      minValue={min}
      maxValue={max}
      step={step}
      {...(format === undefined ? {} : { formatOptions: format })}
    >
      <Label>{label}</Label>
      <Group className="number-input-group">
        <Button slot="decrement">−</Button>
        <Input />
        <Button slot="increment">+</Button>
      </Group>
    </NumberField>
  );
}
