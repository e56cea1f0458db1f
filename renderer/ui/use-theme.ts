import { useEffect } from 'react';
import type { Preferences } from '../../shared/contract/app-api.ts';

/** Puts the chosen theme on the page; `system` follows the machine. */
export function useTheme(theme: Preferences['theme']): void {
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
