import { useTranslation } from 'react-i18next';
import { printChord } from './keys/chord.ts';
import { commandIds, commandSpec, keyScopes } from './keys/command-list.ts';
import { useKeyLayer, useKeys } from './keys/use-keys.ts';
import { ActButton } from './ui/act-button.tsx';

/** Every key of the desk. Any key closes it, and acts as it always does. */
export function KeysOverlay({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { map } = useKeys();
  useKeyLayer((chord) => {
    onClose();
    return chord === 'Escape' || chord === map['show-keys'];
  });
  return (
    <div className="keys-overlay" role="region" aria-label={t('keys.title')} tabIndex={-1}>
      <header>
        <h2>{t('keys.title')}</h2>
        <span>{t('keys.how-to-close')}</span>
        <ActButton look="quiet" onPress={onClose}>
          {t('acts.close')}
        </ActButton>
      </header>
      <div className="keys-columns">
        {keyScopes.map((scope) => (
          <section key={scope} aria-label={t(`keys.scopes.${scope}`)}>
            <h3>{t(`keys.scopes.${scope}`)}</h3>
            <dl>
              {commandIds
                .filter((id) => commandSpec(id).scope === scope)
                .map((id) => (
                  <div key={id}>
                    <dt>
                      {[map[id], ...(commandSpec(id).also ?? [])].map((chord) => (
                        <kbd key={chord} className="key-cap">
                          {printChord(chord)}
                        </kbd>
                      ))}
                    </dt>
                    <dd>
                      {t(`commands.${id}`)}
                      {commandSpec(id).isHold && ` (${t('keys.held')})`}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </div>
  );
}
