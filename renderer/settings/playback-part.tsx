import { useTranslation } from 'react-i18next';
import type { Preferences } from '../../shared/contract/app-api.ts';
import { usePreferences } from '../bridge/preferences.ts';
import { NumberInput } from '../ui/number-input.tsx';
import { Panel } from '../ui/panel.tsx';
import { Toggle } from '../ui/toggle.tsx';

/** How a clip starts, and what follows a verdict. */
export function PlaybackPart() {
  const { t } = useTranslation();
  const { preferences, change } = usePreferences();
  const { playback } = preferences;
  const set = (part: Partial<Preferences['playback']>) =>
    change((now) => ({ ...now, playback: { ...now.playback, ...part } }));
  return (
    <Panel title={t('settings.playback.title')}>
      <Toggle isOn={playback.startMuted} onChange={(startMuted) => set({ startMuted })}>
        {t('settings.playback.start-muted')}
      </Toggle>
      <Toggle isOn={playback.grainOnStep} onChange={(grainOnStep) => set({ grainOnStep })}>
        {t('settings.playback.grain-on-step')}
      </Toggle>
      <Toggle isOn={playback.opensNextCase} onChange={(opensNextCase) => set({ opensNextCase })}>
        {t('settings.playback.opens-next')}
      </Toggle>
      <div className="settings-fields">
        <NumberInput
          label={t('settings.playback.volume')}
          value={playback.volume}
          min={0}
          max={1}
          step={0.05}
          format={{ style: 'percent' }}
          onChange={(volume) => set({ volume })}
        />
        <NumberInput
          label={t('settings.playback.rate')}
          value={playback.rate}
          min={0.1}
          max={2}
          step={0.05}
          onChange={(rate) => set({ rate })}
        />
      </div>
    </Panel>
  );
}
