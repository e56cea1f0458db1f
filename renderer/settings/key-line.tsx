import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components/Button';
import { printChord } from '../keys/chord.ts';
import { commandSpec, type CommandId } from '../keys/command-list.ts';
import { ActButton } from '../ui/act-button.tsx';

type KeyLineProps = {
  readonly id: CommandId;
  readonly chord: string;
  readonly isAsking: boolean;
  readonly isChanged: boolean;
  readonly onAsk: () => void;
  readonly onReset: () => void;
  readonly children: ReactNode;
};

/** One command and its key; pressing the key cap asks for another. */
export function KeyLine(props: KeyLineProps) {
  const { id, chord, isAsking, isChanged, onAsk, onReset, children } = props;
  const { t } = useTranslation();
  const name = t(`commands.${id}`);
  return (
    <li className="key-line">
      <span>
        {name}
        {commandSpec(id).isHold && ` (${t('keys.held')})`}
      </span>
      {isChanged && (
        <ActButton look="quiet" onPress={onReset} label={t('settings.keys.reset-one', { name })}>
          {t('settings.keys.default')}
        </ActButton>
      )}
      <Button
        className={`key-change${isAsking ? ' is-asking' : ''}`}
        onPress={onAsk}
        aria-label={t('settings.keys.change', { name, key: printChord(chord) })}
      >
        {isAsking ? t('settings.keys.press') : <kbd className="key-cap">{printChord(chord)}</kbd>}
      </Button>
      {children}
    </li>
  );
}
