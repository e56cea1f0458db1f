import type { CommandId } from '../keys/command-list.ts';
import { useKeyPrint } from '../keys/use-keys.ts';

/** The key of a command, printed where it acts. */
export function KeyCap({ command }: { readonly command: CommandId }) {
  const print = useKeyPrint();
  return (
    <kbd className="key-cap" aria-hidden="true">
      {print(command)}
    </kbd>
  );
}
