import './styles.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { ClipUrlContext, mediaClipUrl, type ClipUrl } from './bridge/clip-url.ts';
import { DeskClientContext, openDeskClient } from './bridge/desk-client.ts';
import { makeQueryClient } from './bridge/desk-queries.ts';
import { followDesk } from './bridge/follow-desk.ts';
import { watchDesk } from './bridge/watch-desk.ts';
import { Desk } from './desk.tsx';
import { KeysProvider } from './keys-provider.tsx';
import { PageCovers } from './page-covers.tsx';
import { LockGate } from './protection/lock-gate.tsx';
import { makeCatalogue } from './strings/catalogue.ts';

/** Starts the page in `host`. `clipUrl` says where clips are had, other than in the app. */
export function startDesk(page: Window, host: HTMLElement, clipUrl: ClipUrl = mediaClipUrl): void {
  const lines = openDeskClient(page);
  const client = makeQueryClient();
  followDesk(client, lines);
  watchDesk(lines);
  createRoot(host).render(
    <StrictMode>
      <I18nextProvider i18n={makeCatalogue()}>
        <DeskClientContext value={lines}>
          <ClipUrlContext value={clipUrl}>
            <QueryClientProvider client={client}>
              <KeysProvider page={page}>
                <PageCovers>
                  <LockGate>
                    <Desk />
                  </LockGate>
                </PageCovers>
              </KeysProvider>
            </QueryClientProvider>
          </ClipUrlContext>
        </DeskClientContext>
      </I18nextProvider>
    </StrictMode>,
  );
}
