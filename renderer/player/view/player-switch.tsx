import type { ReactNode } from 'react';

type PlayerSwitchProps = {
  readonly name: string;
  readonly hint: string | undefined;
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
};

/** A control of the player in words or a sign, with its key printed behind. */
export function PlayerSwitch({ name, hint, isDisabled, onPress, children }: PlayerSwitchProps) {
  // A sign alone names nothing; words name themselves.
  const isWord = typeof children === 'string' && /\p{L}/u.test(children);
  return (
    <button
      type="button"
      className="transport-control"
      title={hint ? `${name} (${hint})` : name}
      disabled={isDisabled}
      onClick={onPress}
      {...(isWord ? {} : { 'aria-label': name })}
    >
      <span>{children}</span>
      {hint && <kbd aria-hidden="true" data-key={hint} />}
    </button>
  );
}
