import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';

type SubmitButtonProps = {
  readonly children: ReactNode;
  readonly isDisabled?: boolean;
  readonly look?: 'plain' | 'strong';
};

/** The button of a form: Enter in any of the form's fields does the same. */
export function SubmitButton({ children, isDisabled = false, look = 'plain' }: SubmitButtonProps) {
  return (
    <Button type="submit" className={`act-button is-${look}`} isDisabled={isDisabled}>
      <span className="act-button-words">{children}</span>
    </Button>
  );
}
