import { Sign, type SignName } from './sign.tsx';

type SignButtonProps = {
  readonly sign: SignName;
  /** What it does, for screen readers and for whoever rests on it. */
  readonly name: string;
  /** The key that does the same, as printed. */
  readonly hint?: string | undefined;
  readonly isOn?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
  /** Its menu is open. */
  readonly isExpanded?: boolean | undefined;
  /** A word beside the sign, where the sign alone is not known well enough. */
  readonly word?: string | undefined;
  readonly onPress: () => void;
  readonly className?: string;
};

/** A button that is one sign; its words and its key show while the pointer or the focus is on it. */
export function SignButton(props: SignButtonProps) {
  const { sign, name, hint, isOn, isDisabled, isExpanded, word, onPress, className = '' } = props;
  return (
    <button
      type="button"
      className={`sign-button ${className}`}
      aria-label={name}
      aria-pressed={isOn}
      aria-expanded={isExpanded}
      aria-keyshortcuts={hint}
      disabled={isDisabled}
      onClick={onPress}
    >
      <Sign name={sign} />
      {word && <span className="sign-word">{word}</span>}
      <span className="sign-tip" aria-hidden="true">
        {name}
        {hint && <kbd className="key-cap">{hint}</kbd>}
      </span>
    </button>
  );
}
