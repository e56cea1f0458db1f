import type { Snap } from './lane-types.ts';
import { laneWords } from './lane-words.ts';

/** Whether regions keep to frame edges, with its key. */
export function SnapSwitch({ snap }: { readonly snap: Snap }) {
  return (
    <button
      type="button"
      className="snap-switch"
      aria-pressed={snap.isOn}
      title={laneWords.snapHint}
      onClick={snap.toggle}
    >
      {laneWords.snap}
      {snap.key && <kbd aria-hidden="true">{snap.key}</kbd>}
    </button>
  );
}
