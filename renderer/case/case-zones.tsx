import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../bridge/preferences.ts';
import { ZoneHandle } from '../ui/zone-handle.tsx';

type CaseZonesProps = {
  /** While it says so, a press or click in the zones does nothing: the case is being left. */
  readonly isDead: () => boolean;
  readonly left: ReactNode;
  readonly middle: ReactNode;
  readonly right: ReactNode;
};

const narrowest = 240;
const widest = 560;

/** Three zones side by side; their widths are the reviewer's and are remembered. */
export function CaseZones({ isDead, left, middle, right }: CaseZonesProps) {
  const { t } = useTranslation();
  const { preferences, change } = usePreferences();
  const [leftWidth, setLeftWidth] = useState(preferences.layout.leftWidth);
  const [rightWidth, setRightWidth] = useState(preferences.layout.rightWidth);
  const keep = (name: 'leftWidth' | 'rightWidth') => (size: number) =>
    change((now) => ({ ...now, layout: { ...now.layout, [name]: size } }));
  const swallow = (event: SyntheticEvent) => {
    if (!isDead()) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="case-zones" onPointerDownCapture={swallow} onClickCapture={swallow}>
      <aside
        className="zone is-left"
        style={{ inlineSize: leftWidth }}
        aria-label={t('case.context')}
      >
        {left}
      </aside>
      <ZoneHandle
        label={t('case.resize-left')}
        orientation="vertical"
        size={leftWidth}
        min={narrowest}
        max={widest}
        grows={1}
        onSize={setLeftWidth}
        onDone={keep('leftWidth')}
      />
      <div className="zone is-middle">{middle}</div>
      <ZoneHandle
        label={t('case.resize-right')}
        orientation="vertical"
        size={rightWidth}
        min={narrowest + 40}
        max={widest}
        grows={-1}
        onSize={setRightWidth}
        onDone={keep('rightWidth')}
      />
      <aside
        className="zone is-right"
        style={{ inlineSize: rightWidth }}
        aria-label={t('case.judging')}
      >
        {right}
      </aside>
    </div>
  );
}
