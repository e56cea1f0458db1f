import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import type { CommandId } from '../keys/command-list.ts';
import { useKeyPrint } from '../keys/use-keys.ts';
import { KeyCap } from './key-cap.tsx';

type ActButtonProps = {
  readonly onPress: () => void;
  readonly children: ReactNode;
  /** The command that does the same; its key is shown on the button. */
  readonly command?: CommandId;
  readonly look?: 'plain' | 'quiet' | 'strong';
  readonly isDisabled?: boolean;
  readonly isPressed?: boolean;
  readonly label?: string;
};

/** A button that shows the key that does the same. */
export function ActButton({
  onPress,
  children,
  command,
  look = 'plain',
  isDisabled = false,
  isPressed,
  label,
}: ActButtonProps) {
  const print = useKeyPrint();
  const shortcut = command === undefined ? null : print(command);
  const button = useRef<HTMLButtonElement>(null);
  // React Aria passes no aria-keyshortcuts on.
  useEffect(() => {
    if (shortcut === null) button.current?.removeAttribute('aria-keyshortcuts');
    else button.current?.setAttribute('aria-keyshortcuts', shortcut);
  }, [shortcut]);
  return (
    <Button
      ref={button}
      className={`act-button is-${look}`}
      onPress={onPress}
      isDisabled={isDisabled}
      {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      <span className="act-button-words">{children}</span>
      {command && <KeyCap command={command} />}
    </Button>
  );
}
