import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskClient } from './bridge/desk-client.ts';
import { CoverPage } from './cover/cover-page.tsx';
import { useCoverState, usePageCover } from './cover/use-page-cover.ts';
import { ActButton } from './ui/act-button.tsx';
import { NoteInput } from './ui/note-input.tsx';

/** After a stop: a calm page that asks for nothing. A reason may be kept; it is read by its writer alone. */
export function StoppedPage() {
  return useCoverState() === 'stopped' ? <Stopped /> : null;
}

function Stopped() {
  const { t } = useTranslation();
  const { desk } = useDeskClient();
  const cover = usePageCover();
  const [reason, setReason] = useState('');
  const back = () => {
    if (reason.trim() !== '') void desk.call.noteStop({ reason });
    cover.lay('none');
  };
  return (
    <CoverPage heading={t('page-cover.stopped')}>
      <p>{t('page-cover.stopped-what')}</p>
      <p>{t('page-cover.stopped-rest')}</p>
      <NoteInput
        label={t('page-cover.reason')}
        value={reason}
        onChange={setReason}
        maxLength={2000}
        rows={3}
      />
      <ActButton onPress={back}>{t('page-cover.back')}</ActButton>
    </CoverPage>
  );
}
