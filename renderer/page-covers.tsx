import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BreakPage } from './break-page.tsx';
import { CoverPage } from './cover/cover-page.tsx';
import { coverKey, createPageCover } from './cover/page-cover.ts';
import { PageCoverContext, useCoverState, usePageCover } from './cover/use-page-cover.ts';
import { isTyping } from './keys/chord.ts';
import { isTextField } from './keys/dispatcher.ts';
import { commandsFor } from './keys/key-map.ts';
import { useCommands, useKeyGuard, useKeys } from './keys/use-keys.ts';
import { StoppedPage } from './stopped-page.tsx';
import { ActButton } from './ui/act-button.tsx';

/** Holds the cover over everything of the page, the lock screen included. */
export function PageCovers({ children }: { readonly children: ReactNode }) {
  const [cover] = useState(() => createPageCover(document.documentElement));
  return (
    <PageCoverContext value={cover}>
      <CoverKeys />
      {children}
      <Covered />
      <StoppedPage />
      <BreakPage />
    </PageCoverContext>
  );
}

const onCover = '.page-cover';

/** There from the start of the page on: its guard sees each key before all others. */
function CoverKeys() {
  const cover = usePageCover();
  const { map, dispatcher } = useKeys();
  useKeyGuard((chord, event) => {
    const meant = commandsFor(chord, map);
    const { target } = event;
    const { swallow, lay } = coverKey({
      state: cover.read(),
      isCoverKey: meant.includes('cover-page'),
      isStopKey: meant.includes('stop-reviewing'),
      isRepeat: event.repeat,
      isWriting: isTextField(target) && isTyping(chord),
      isOnCover: target instanceof Element && target.closest(onCover) !== null,
    });
    if (lay !== null) {
      cover.lay(lay);
      dispatcher.releaseHeld();
    }
    return swallow;
  });
  // Known to be there, so that their keys are found by their place on keyboards of other scripts, too.
  useCommands({ 'cover-page': () => {}, 'stop-reviewing': () => {} });
  return null;
}

function Covered() {
  const { t } = useTranslation();
  const cover = usePageCover();
  if (useCoverState() !== 'covered') return null;
  return (
    <CoverPage heading={t('page-cover.covered')}>
      <p>{t('page-cover.covered-what')}</p>
      <ActButton command="cover-page" onPress={() => cover.lay('none')}>
        {t('page-cover.uncover')}
      </ActButton>
    </CoverPage>
  );
}
