import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { usePreferences } from './bridge/preferences.ts';
import { KeyDispatcher } from './keys/dispatcher.ts';
import { keyMapOf } from './keys/key-map.ts';
import { KeysContext } from './keys/use-keys.ts';

/** Gives the screens one dispatcher, with the reviewer's own keys. */
export function KeysProvider({
  page,
  children,
}: {
  readonly page: Window;
  readonly children: ReactNode;
}) {
  const { preferences } = usePreferences();
  const map = useMemo(() => keyMapOf(preferences.keys), [preferences.keys]);
  const [dispatcher] = useState(() => new KeyDispatcher(map));
  useEffect(() => dispatcher.useMap(map), [dispatcher, map]);
  useEffect(() => dispatcher.listen(page), [dispatcher, page]);
  const keys = useMemo(() => ({ dispatcher, map }), [dispatcher, map]);
  return <KeysContext value={keys}>{children}</KeysContext>;
}
