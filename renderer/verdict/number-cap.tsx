import { useKeyPrint } from '../keys/use-keys.ts';
import type { CommandId } from '../keys/command-list.ts';

const choosing = [
  'choose-1',
  'choose-2',
  'choose-3',
  'choose-4',
  'choose-5',
  'choose-6',
  'choose-7',
  'choose-8',
  'choose-9',
  'choose-10',
  'choose-11',
  'choose-12',
] as const satisfies readonly CommandId[];
export const chooseCommands: readonly CommandId[] = choosing;

/** The key of the n-th choice (1 to 12); nothing beyond the twelfth. */
export function NumberCap({ n, isActive }: { readonly n: number; readonly isActive: boolean }) {
  const print = useKeyPrint();
  const command = choosing[n - 1];
  if (command === undefined) return <span className="key-cap is-empty" />;
  return (
    <kbd className={`key-cap${isActive ? ' is-live' : ''}`} aria-hidden="true">
      {print(command)}
    </kbd>
  );
}
