import { Button } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select, SelectValue } from 'react-aria-components/Select';

type ChoiceSelectProps<V extends string> = {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly words: string }[];
  readonly onChange: (value: V) => void;
  readonly isLabelHidden?: boolean;
};

/** One choice out of a short list. */
export function ChoiceSelect<V extends string>({
  label,
  value,
  options,
  onChange,
  isLabelHidden = false,
}: ChoiceSelectProps<V>) {
  return (
    <Select
      className="field choice-select"
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key);
        if (chosen) onChange(chosen.value);
      }}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
    >
      {!isLabelHidden && <Label>{label}</Label>}
      <Button className="choice-select-button">
        <SelectValue />
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="choice-select-list" offset={4}>
        <ListBox items={options.map((option) => ({ ...option, id: option.value }))}>
          {(option) => <ListBoxItem className="choice-select-item">{option.words}</ListBoxItem>}
        </ListBox>
      </Popover>
    </Select>
  );
}
