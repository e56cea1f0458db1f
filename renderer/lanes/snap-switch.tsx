import { useTranslation } from 'react-i18next';
import type { Snap } from './lane-types.ts';

/** Whether regions keep to frame edges, with its key. */
export function SnapSwitch({ snap }: { readonly snap: Snap }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className="snap-switch"
      aria-pressed={snap.isOn}
      title={t('lanes.snap-hint')}
      onClick={snap.toggle}
    >
      {t('lanes.snap')}
      {snap.key && <kbd aria-hidden="true">{snap.key}</kbd>}
    </button>
  );
}
