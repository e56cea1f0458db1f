import { createContext, useContext } from 'react';

/** Where the page finds a clip's bytes: `media://clip/<sha256>` in the app. */
export type ClipUrl = (sha256: string) => string;

export const mediaClipUrl: ClipUrl = (sha256) => `media://clip/${sha256}`;

export const ClipUrlContext = createContext<ClipUrl>(mediaClipUrl);

export function useClipUrl(): ClipUrl {
  return useContext(ClipUrlContext);
}
