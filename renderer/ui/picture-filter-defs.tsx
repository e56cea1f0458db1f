import { falseColourTable } from './false-colours.ts';

/** Rec. 709 luma of the coded (not linearised) red, green and blue. */
const luma = '0.2126 0.7152 0.0722 0 0';
const rows = { red: '1 0 0 0 0', green: '0 1 0 0 0', blue: '0 0 1 0 0', luma } as const;
/**
 * Detail thinner than twice this, in CSS pixels at 100 %, is flattened. At 3 a page without a GPU fell from
 * 60 to 6 pictures a second, at 2 it keeps two thirds of what it has (measured 2026-11).
 */
const flattenPx = 2;
/** Levels that are left of each colour component: the middles of eight bands, so that dark parts stay readable. */
const levels = '0.0625 0.1875 0.3125 0.4375 0.5625 0.6875 0.8125 0.9375';

/**
 * The SVG filters that `pictureFilterCss` names. All work on the pixel values as they are (sRGB): SVG's own
 * default would linearise them first and shift every level.
 */
export function PictureFilterDefs() {
  return (
    <svg className="picture-filter-defs" width="0" height="0" aria-hidden="true">
      {Object.entries(rows).map(([name, row]) => (
        <filter
          key={name}
          id={`picture-${name}`}
          colorInterpolationFilters="sRGB"
          x="0"
          y="0"
          width="1"
          height="1"
        >
          <feColorMatrix type="matrix" values={`${row} ${row} ${row} 0 0 0 1 0`} />
        </filter>
      ))}
      <filter
        id="picture-false-colour"
        colorInterpolationFilters="sRGB"
        x="0"
        y="0"
        width="1"
        height="1"
      >
        <feComponentTransfer>
          <feFuncR type="discrete" tableValues={falseColourTable(0)} />
          <feFuncG type="discrete" tableValues={falseColourTable(1)} />
          <feFuncB type="discrete" tableValues={falseColourTable(2)} />
        </feComponentTransfer>
      </filter>
      <filter
        id="picture-stylise"
        colorInterpolationFilters="sRGB"
        x="0"
        y="0"
        width="1"
        height="1"
      >
        {/* Opening, then closing: thin light and thin dark detail goes, the edges of large forms stay. */}
        <feMorphology operator="erode" radius={flattenPx} />
        <feMorphology operator="dilate" radius={2 * flattenPx} />
        <feMorphology operator="erode" radius={flattenPx} result="flat" />
        {/* Eroding eats the picture's own rim away: the unflattened picture lies beneath it. */}
        <feMerge>
          <feMergeNode in="SourceGraphic" />
          <feMergeNode in="flat" />
        </feMerge>
        <feComponentTransfer>
          <feFuncR type="discrete" tableValues={levels} />
          <feFuncG type="discrete" tableValues={levels} />
          <feFuncB type="discrete" tableValues={levels} />
        </feComponentTransfer>
      </filter>
    </svg>
  );
}
