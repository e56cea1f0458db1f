import { useTranslation } from 'react-i18next';
import { usePreferences } from '../bridge/preferences.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Panel } from '../ui/panel.tsx';

const themes = ['dark', 'light', 'system'] as const;

/** Dark, light, or as the machine is. */
export function LookPart() {
  const { t } = useTranslation();
  const { preferences, change } = usePreferences();
  return (
    <Panel title={t('settings.look.title')}>
      <div className="settings-row" role="group" aria-label={t('settings.look.title')}>
        {themes.map((theme) => (
          <ActButton
            key={theme}
            isPressed={preferences.theme === theme}
            onPress={() => change((now) => ({ ...now, theme }))}
          >
            {t(`settings.look.${theme}`)}
          </ActButton>
        ))}
      </div>
    </Panel>
  );
}
