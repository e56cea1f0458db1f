import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../ui/act-button.tsx';

/** Written by the build beside the page, see tools/shipped/write-shipped.mjs. */
const noticesPath = '/third-party-notices.txt';

/** What others made and this desk ships, with their licences; read only when it is opened. */
export function ThirdPartyNotices() {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const { data, isError } = useQuery({
    queryKey: ['third-party-notices'],
    queryFn: readNotices,
    enabled: isOpen,
    staleTime: Infinity,
    retry: false,
  });
  return (
    <>
      <ActButton look="quiet" isPressed={isOpen} onPress={() => setIsOpen(!isOpen)}>
        {t('settings.about.notices')}
      </ActButton>
      {isOpen && isError && <p role="alert">{t('settings.about.no-notices')}</p>}
      {isOpen && data !== undefined && (
        <pre
          className="settings-notices"
          tabIndex={0}
          role="region"
          aria-label={t('settings.about.notices')}
        >
          {data}
        </pre>
      )}
    </>
  );
}

async function readNotices(): Promise<string> {
  const reply = await fetch(noticesPath);
  if (!reply.ok) throw new Error(`no notices: ${reply.status}`);
  return reply.text();
}
