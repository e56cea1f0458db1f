import { useEffect } from 'react';
import { usePreferences } from './bridge/preferences.ts';

/** Puts the chosen theme on the page; `system` follows the machine. */
export function useTheme(): void {
  const { theme } = usePreferences().preferences;
  useEffect(() => {
    const machine = window.matchMedia('(prefers-color-scheme: light)');
    const apply = () => {
      const isLight = theme === 'light' || (theme === 'system' && machine.matches);
      document.documentElement.dataset['theme'] = isLight ? 'light' : 'dark';
    };
    apply();
    machine.addEventListener('change', apply);
    return () => machine.removeEventListener('change', apply);
  }, [theme]);
}
