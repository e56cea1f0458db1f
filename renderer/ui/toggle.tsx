import type { ReactNode } from 'react';
import { Switch } from 'react-aria-components/Switch';

type ToggleProps = {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly children: ReactNode;
};

/** An on-or-off setting. */
export function Toggle({ isOn, onChange, children }: ToggleProps) {
  return (
    <Switch className="toggle" isSelected={isOn} onChange={onChange}>
      <span className="toggle-track" aria-hidden="true">
        <span className="toggle-thumb" />
      </span>
      {children}
    </Switch>
  );
}
