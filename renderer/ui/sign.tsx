/** Drawn on a field of 16 by 16; `stroked` ones are lines, the others are filled. */
const signs = {
  'step-back': { path: 'M11 3v10L5 8zM3 3h1.5v10H3z' },
  'step-forward': { path: 'M5 3v10l6-5zM11.500 3H13v10h-1.500z' },
  play: { path: 'M5 3l8 5-8 5z' },
  pause: { path: 'M4 3h3v10H4zM9 3h3v10H9z' },
  'key-frames': { path: 'M3 3h2v10H3zM11 3h2v10h-2zM6.500 7.250h3v1.500h-3z' },
  loop: { path: 'M4 5h7V3l4 3-4 3V7H6v2H4zM12 11H5v2l-4-3 4-3v2h5V7h2z' },
  muted: { path: 'M2 6h3l4-3v10L5 10H2zM11 6l4 4M15 6l-4 4', stroked: true },
  sounds: {
    path: 'M2 6h3l4-3v10L5 10H2zM11 5.500c1.500 1.500 1.500 3.500 0 5M13 3.500c3 3 3 6 0 9',
    stroked: true,
  },
  /** A disc, half of it dark: what is filtered. */
  filter: {
    path: 'M8 1.500a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zM8 2.900a5.100 5.100 0 0 1 0 10.200z',
  },
  plain: {
    path: 'M8 2.200a5.800 5.800 0 1 0 0 11.600A5.800 5.800 0 0 0 8 2.200z',
    hollow: true,
    stroked: true,
  },
  'full-screen': {
    path: 'M2.500 6V2.500H6M10 2.500h3.500V6M13.500 10v3.500H10M6 13.500H2.500V10',
    hollow: true,
    stroked: true,
  },
  'leave-full-screen': {
    path: 'M6 2.500V6H2.500M13.500 6H10V2.500M10 13.500V10h3.500M2.500 10H6v3.500',
    hollow: true,
    stroked: true,
  },
  more: {
    path: 'M3 4.250h6M12 4.250h1M3 8h1M7 8h6M3 11.750h5M11 11.750h2M10.500 2.750v3M5.500 6.500v3M9.500 10.250v3',
    hollow: true,
    stroked: true,
  },
} as const;

export type SignName = keyof typeof signs;

/** A small sign on a control; the control's own name says what it means. */
export function Sign({ name }: { readonly name: SignName }) {
  const sign: { readonly path: string; readonly stroked?: true; readonly hollow?: true } =
    signs[name];
  return (
    <svg
      viewBox="0 0 16 16"
      width="15"
      height="15"
      fill={sign.hollow ? 'none' : 'currentColor'}
      stroke={sign.stroked ? 'currentColor' : 'none'}
      strokeWidth="1.3"
      fillRule="evenodd"
      aria-hidden="true"
    >
      <path d={sign.path} />
    </svg>
  );
}
