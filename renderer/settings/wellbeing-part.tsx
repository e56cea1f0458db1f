import { useTranslation } from 'react-i18next';
import type { Preferences } from '../../shared/contract/app-api.ts';
import { usePreferences } from '../bridge/preferences.ts';
import { ChoiceSelect } from '../ui/choice-select.tsx';
import { NumberInput } from '../ui/number-input.tsx';
import { Panel } from '../ui/panel.tsx';
import { Toggle } from '../ui/toggle.tsx';

const filters = ['blur-greyscale', 'blur', 'greyscale', 'stylise', 'plain'] as const;
const sizes = ['room', 'small'] as const;

/** How much of a picture reaches the reviewer, and when; with what is known of it. */
export function WellbeingPart() {
  const { t } = useTranslation();
  const { preferences, change } = usePreferences();
  const { wellbeing } = preferences;
  const set = (part: Partial<Preferences['wellbeing']>) =>
    change((now) => ({ ...now, wellbeing: { ...now.wellbeing, ...part } }));
  return (
    <Panel title={t('settings.wellbeing.title')}>
      <p className="settings-evidence">{t('settings.wellbeing.evidence')}</p>
      <Toggle isOn={wellbeing.textFirst} onChange={(textFirst) => set({ textFirst })}>
        {t('settings.wellbeing.text-first')}
      </Toggle>
      <div className="settings-fields">
        <ChoiceSelect
          label={t('settings.wellbeing.filter')}
          value={wellbeing.filter}
          options={filters.map((value) => ({ value, words: t(`filters.${value}`) }))}
          onChange={(filter) => set({ filter })}
        />
        <NumberInput
          label={t('settings.wellbeing.blur')}
          value={wellbeing.blurPx}
          min={2}
          max={40}
          onChange={(blurPx) => set({ blurPx })}
        />
        <ChoiceSelect
          label={t('settings.wellbeing.size')}
          value={wellbeing.pictureSize}
          options={sizes.map((value) => ({ value, words: t(`settings.wellbeing.sizes.${value}`) }))}
          onChange={(pictureSize) => set({ pictureSize })}
        />
        <NumberInput
          label={t('settings.wellbeing.warn-at')}
          value={wellbeing.warnAtScore}
          min={0}
          max={1}
          step={0.05}
          onChange={(warnAtScore) => set({ warnAtScore })}
        />
        <NumberInput
          label={t('settings.wellbeing.break-after')}
          value={wellbeing.breakAfterMinutes}
          min={10}
          max={120}
          step={5}
          onChange={(breakAfterMinutes) => set({ breakAfterMinutes })}
        />
      </div>
    </Panel>
  );
}
