import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../bridge/preferences.ts';
import { ZoneHandle } from '../ui/zone-handle.tsx';
import { useContextScroll } from './use-context-scroll.ts';
import type { SidePanel } from './use-side-panels.ts';

type CaseZonesProps = {
  /** While it says so, a press or click in the zones does nothing: the case is being left. */
  readonly isDead: () => boolean;
  readonly panels: { readonly left: SidePanel; readonly right: SidePanel };
  readonly left: ReactNode;
  /** Stays in view at the foot of the left side, however far that is scrolled. */
  readonly leftFoot: ReactNode;
  readonly middle: ReactNode;
  readonly right: ReactNode;
};

const narrowest = 240;
const widest = 560;

/** Three zones side by side; their widths are the reviewer's and are remembered. */
export function CaseZones(props: CaseZonesProps) {
  const { isDead, panels, left, leftFoot, middle, right } = props;
  const { t } = useTranslation();
  const column = useContextScroll(panels.left);
  const { preferences, change } = usePreferences();
  const [leftWidth, setLeftWidth] = useState(preferences.layout.leftWidthPx);
  const [rightWidth, setRightWidth] = useState(preferences.layout.rightWidthPx);
  const keep = (name: 'leftWidthPx' | 'rightWidthPx') => (size: number) =>
    change((now) => ({ ...now, layout: { ...now.layout, [name]: size } }));
  const swallow = (event: SyntheticEvent) => {
    if (!isDead()) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="case-zones" onPointerDownCapture={swallow} onClickCapture={swallow}>
      <aside
        className={panels.left.isDrawer ? 'zone is-left is-drawer' : 'zone is-left'}
        style={{ inlineSize: leftWidth }}
        aria-label={t('case.context')}
        hidden={!panels.left.isShown}
      >
        <div ref={column} className="context-scroll">
          {left}
        </div>
        {leftFoot}
      </aside>
      <ZoneHandle
        isHidden={panels.left.isDrawer || !panels.left.isShown}
        label={t('case.resize-left')}
        orientation="vertical"
        size={leftWidth}
        min={narrowest}
        max={widest}
        grows={1}
        onSize={setLeftWidth}
        onDone={keep('leftWidthPx')}
      />
      <div className="zone is-middle">{middle}</div>
      <ZoneHandle
        isHidden={panels.right.isDrawer || !panels.right.isShown}
        label={t('case.resize-right')}
        orientation="vertical"
        size={rightWidth}
        min={narrowest + 40}
        max={widest}
        grows={-1}
        onSize={setRightWidth}
        onDone={keep('rightWidthPx')}
      />
      <aside
        className={panels.right.isDrawer ? 'zone is-right is-drawer' : 'zone is-right'}
        style={{ inlineSize: rightWidth }}
        aria-label={t('case.judging')}
        hidden={!panels.right.isShown}
      >
        {right}
      </aside>
    </div>
  );
}
