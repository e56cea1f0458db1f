import { useEffect, useState } from 'react';

/** Read once and when the window changes, never while rendering: a page asked for its size lays itself out first. */
function useWindowPx(name: 'innerWidth' | 'innerHeight'): number {
  const [px, setPx] = useState(() => window[name]);
  useEffect(() => {
    const read = () => setPx(window[name]);
    window.addEventListener('resize', read);
    return () => window.removeEventListener('resize', read);
  }, [name]);
  return px;
}

/** The height of the page in CSS pixels, as the window changes. */
export function useWindowHeight(): number {
  return useWindowPx('innerHeight');
}

/** Its width, likewise. */
export function useWindowWidth(): number {
  return useWindowPx('innerWidth');
}
