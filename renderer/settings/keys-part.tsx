import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../bridge/preferences.ts';
import { printChord } from '../keys/chord.ts';
import { commandIds, commandSpec, keyScopes, type CommandId } from '../keys/command-list.ts';
import { conflictsOf, withKey, withKeysSwapped } from '../keys/key-map.ts';
import { useKeyLayer, useKeys } from '../keys/use-keys.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { KeyLine } from './key-line.tsx';

type Wanted = {
  readonly id: CommandId;
  readonly chord: string;
  readonly others: readonly CommandId[];
};

/** Every command with its key; a key that is taken is not given away without a word. */
export function KeysPart() {
  const { t, i18n } = useTranslation();
  const { preferences, change } = usePreferences();
  const { map } = useKeys();
  const [asking, setAsking] = useState<CommandId | null>(null);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const give = (id: CommandId, chord: string) => {
    change((now) => ({ ...now, keys: withKey(now.keys, id, chord) }));
    setWanted(null);
  };

  const swapped = wanted && withKeysSwapped(preferences.keys, wanted.id, wanted.chord, map);
  const swap = (keys: Record<string, string>) => {
    change((now) => ({ ...now, keys }));
    setWanted(null);
  };

  useKeyLayer(
    asking === null
      ? null
      : (chord) => {
          setAsking(null);
          if (chord === 'Escape') return true;
          const others = conflictsOf(asking, chord, map);
          if (others.length > 0) setWanted({ id: asking, chord, others });
          else give(asking, chord);
          return true;
        },
  );

  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  return (
    <Panel
      title={t('settings.keys.title')}
      aside={
        <ActButton
          look="quiet"
          isDisabled={Object.keys(preferences.keys).length === 0}
          onPress={() => change((now) => ({ ...now, keys: {} }))}
        >
          {t('settings.keys.reset')}
        </ActButton>
      }
    >
      {keyScopes.map((scope) => (
        <section key={scope} className="keys-scope">
          <h3>{t(`keys.scopes.${scope}`)}</h3>
          <ul className="key-lines">
            {commandIds
              .filter((id) => commandSpec(id).scope === scope)
              .map((id) => (
                <KeyLine
                  key={id}
                  id={id}
                  chord={map[id]}
                  isAsking={asking === id}
                  isChanged={Object.hasOwn(preferences.keys, id)}
                  onAsk={() => {
                    setWanted(null);
                    setAsking(id);
                  }}
                  onReset={() => give(id, commandSpec(id).chord)}
                >
                  {wanted?.id === id && (
                    <Notice tone="caution" role="alert" title={t('settings.keys.conflict-title')}>
                      <p>
                        {t('settings.keys.conflict', {
                          key: printChord(wanted.chord),
                          other: list.format(wanted.others.map((other) => t(`commands.${other}`))),
                        })}
                      </p>
                      <div className="settings-row">
                        <ActButton onPress={() => setWanted(null)}>
                          {t('settings.keys.keep')}
                        </ActButton>
                        {swapped && (
                          <ActButton look="quiet" onPress={() => swap(swapped)}>
                            {t('settings.keys.swap')}
                          </ActButton>
                        )}
                      </div>
                    </Notice>
                  )}
                </KeyLine>
              ))}
          </ul>
        </section>
      ))}
    </Panel>
  );
}
