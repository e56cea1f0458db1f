import { useTranslation } from 'react-i18next';
import { AboutPart } from './about-part.tsx';
import { AssistPart } from './assist-part.tsx';
import { BackendPart } from './backend-part.tsx';
import { KeysPart } from './keys-part.tsx';
import { LookPart } from './look-part.tsx';
import { OwnModelsPart } from './own-models-part.tsx';
import { PlaybackPart } from './playback-part.tsx';
import { ProtectionPart } from '../protection/protection-part.tsx';
import { WellbeingPart } from './wellbeing-part.tsx';
import './settings.css';

/** What the reviewer may set; every change holds at once. */
export function SettingsScreen() {
  const { t } = useTranslation();
  return (
    <main className="settings-screen" aria-label={t('settings.title')}>
      <header className="room-head">
        <h1>{t('settings.title')}</h1>
      </header>
      <div className="settings-scroll" tabIndex={0} role="region" aria-label={t('settings.title')}>
        <div className="settings-column">
          <BackendPart />
          <ProtectionPart />
          <WellbeingPart />
          <PlaybackPart />
          <LookPart />
          <AssistPart />
          <OwnModelsPart />
          <AboutPart />
        </div>
        <div className="settings-column">
          <KeysPart />
        </div>
      </div>
    </main>
  );
}
