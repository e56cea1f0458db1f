import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../bridge/preferences.ts';
import { useWindowWidth } from '../ui/use-window-size.ts';
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
/** Whatever widths were once chosen, the picture keeps the middle third. */
const mostOfWindow = { left: 0.3, right: 0.36, rightAlone: 0.46 } as const;

/** How wide the columns are, in CSS pixels: as chosen, held to their shares of the window. */
function useColumnWidths(panels: CaseZonesProps['panels']) {
  const { preferences, change } = usePreferences();
  const [leftWidth, setLeftWidth] = useState(preferences.layout.leftWidthPx);
  const [rightWidth, setRightWidth] = useState(preferences.layout.rightWidthPx);
  const keep = (name: 'leftWidthPx' | 'rightWidthPx') => (size: number) =>
    change((now) => ({ ...now, layout: { ...now.layout, [name]: size } }));
  const windowPx = useWindowWidth();
  const held = (px: number, share: number) => Math.round(Math.min(px, windowPx * share));
  const rightShare = panels.left.isDrawer ? mostOfWindow.rightAlone : mostOfWindow.right;
  const isBeside = { left: !panels.left.isDrawer, right: !panels.right.isDrawer };
  const leftPx = isBeside.left ? held(leftWidth, mostOfWindow.left) : leftWidth;
  const rightPx = isBeside.right ? held(rightWidth, rightShare) : rightWidth;
  const most = { left: held(widest, mostOfWindow.left), right: held(widest, rightShare) };
  return { leftPx, rightPx, most, setLeftWidth, setRightWidth, keep };
}

/** Three zones side by side; their widths are the reviewer's and are remembered. */
export function CaseZones(props: CaseZonesProps) {
  const { isDead, panels, left, leftFoot, middle, right } = props;
  const { t } = useTranslation();
  const column = useContextScroll(panels.left);
  const { leftPx, rightPx, most, setLeftWidth, setRightWidth, keep } = useColumnWidths(panels);
  const swallow = (event: SyntheticEvent) => {
    if (!isDead()) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="case-zones" onPointerDownCapture={swallow} onClickCapture={swallow}>
      <aside
        className={panels.left.isDrawer ? 'zone is-left is-drawer' : 'zone is-left'}
        style={{ inlineSize: leftPx }}
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
        size={leftPx}
        min={narrowest}
        max={most.left}
        grows={1}
        onSize={setLeftWidth}
        onDone={keep('leftWidthPx')}
      />
      <div className="zone is-middle">{middle}</div>
      <ZoneHandle
        isHidden={panels.right.isDrawer || !panels.right.isShown}
        label={t('case.resize-right')}
        orientation="vertical"
        size={rightPx}
        min={narrowest + 40}
        max={most.right}
        grows={-1}
        onSize={setRightWidth}
        onDone={keep('rightWidthPx')}
      />
      <aside
        className={panels.right.isDrawer ? 'zone is-right is-drawer' : 'zone is-right'}
        style={{ inlineSize: rightPx }}
        aria-label={t('case.judging')}
        hidden={!panels.right.isShown}
      >
        {right}
      </aside>
    </div>
  );
}
