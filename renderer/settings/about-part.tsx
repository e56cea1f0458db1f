import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useDeskClient } from '../bridge/desk-client.ts';
import { deskQueries } from '../bridge/desk-queries.ts';
import { Panel } from '../ui/panel.tsx';
import { ThirdPartyNotices } from './third-party-notices.tsx';
import { ForeignText } from '../ui/foreign-text.tsx';

/** Versions and the runtime beneath. */
export function AboutPart() {
  const { t } = useTranslation();
  const lines = useDeskClient();
  const { data: info } = useQuery(deskQueries(lines).appInfo());
  const { data: told } = useQuery(deskQueries(lines).securityContact());
  return (
    <Panel title={t('settings.about.title')}>
      {info && (
        <dl className="facts numbers">
          <dt>{t('nav.product')}</dt>
          <dd>{info.version}</dd>
          <dt>{t('settings.about.electron')}</dt>
          <dd>
            {t(info.isFallbackRuntime ? 'settings.about.fallback' : 'settings.about.supported', {
              version: info.electron,
            })}
          </dd>
          <dt>{t('settings.about.chromium')}</dt>
          <dd>{info.chromium}</dd>
          <dt>{t('settings.about.platform')}</dt>
          <dd>{info.platform}</dd>
          <dt>{t('settings.about.backend')}</dt>
          <dd>{t(info.isEmbeddedBackend ? 'settings.about.embedded' : 'settings.about.remote')}</dd>
        </dl>
      )}
      <p className="settings-evidence">
        {t(reportWords(told))} {told?.contact && <ForeignText text={told.contact} />}
      </p>
      <ThirdPartyNotices />
    </Panel>
  );
}

type Told = { readonly contact: string | null; readonly isKnown: boolean };

function reportWords(told: Told | undefined) {
  if (!told?.isKnown) return 'settings.about.report';
  return told.contact === null ? 'settings.about.report-nowhere' : 'settings.about.report-to';
}
