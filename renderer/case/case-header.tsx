import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '../../shared/domain/case.ts';
import type { Generation } from '../../shared/domain/generation.ts';
import { ActButton } from '../ui/act-button.tsx';
import { CaseChips } from './case-chips.tsx';
import type { SidePanel } from './use-side-panels.ts';
import { dueWords } from '../ui/time-words.ts';
import { useNow } from '../ui/use-now.ts';
import { ForeignText } from '../ui/foreign-text.tsx';
import { plainText } from '../../shared/domain/hidden-signs.ts';

type CaseHeaderProps = {
  readonly row: CaseRow;
  readonly generation: Generation;
  readonly panels: { readonly left: SidePanel; readonly right: SidePanel };
  readonly position: string;
  readonly skipped: number;
  /** Another case has been asked for and is not there yet. */
  readonly isLeaving: boolean;
  readonly onClose: () => void;
  readonly onPrevious: () => void;
  readonly onNext: () => void;
};

/** Which case this is, why it waits, when it is due, and the way to the others. */
export function CaseHeader({
  row,
  generation,
  panels,
  position,
  skipped,
  isLeaving,
  onClose,
  onPrevious,
  onNext,
}: CaseHeaderProps) {
  const { t } = useTranslation();
  const nowMs = useNow();
  const title = useRef<HTMLHeadingElement>(null);
  // The queue that had the focus is gone: go on from the case's own name. With the next frame, because taking the
  // focus lays the page out, which it does then anyway.
  useEffect(() => {
    const frame = requestAnimationFrame(() => title.current?.focus({ preventScroll: true }));
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <header className="case-header">
      <ActButton look="quiet" command="case-close" onPress={onClose}>
        {t('case.back')}
      </ActButton>
      <h1 ref={title} tabIndex={-1} dir="auto" title={plainText(row.title)}>
        <ForeignText text={row.title} />
      </h1>
      <CaseChips row={row} generation={generation} />
      <span className="case-facts">
        {skipped > 0 && (
          <span className="chip is-warn" role="status" title={t('case.skipped-why')}>
            {t('case.skipped', { count: skipped })}
          </span>
        )}
        {isLeaving && <span role="status">{t('case.opening')}</span>}
        <span className={`chip${row.dueAtMs < nowMs ? ' is-warn' : ''}`}>
          {t('case.due', { when: dueWords(row.dueAtMs, nowMs, t) })}
        </span>
        {position !== '' && <span className="numbers">{position}</span>}
      </span>
      <span className="case-ways">
        <ActButton look="quiet" command="case-previous" onPress={onPrevious}>
          {t('case.previous')}
        </ActButton>
        <ActButton look="quiet" command="case-next" onPress={onNext}>
          {t('case.next')}
        </ActButton>
        {panels.left.isDrawer && (
          <ActButton
            look="quiet"
            command="context-panel"
            isPressed={panels.left.isShown}
            onPress={panels.left.toggle}
          >
            {t('case.context-short')}
          </ActButton>
        )}
        {panels.right.isDrawer && (
          <ActButton
            look="quiet"
            command="judging-panel"
            isPressed={panels.right.isShown}
            onPress={panels.right.toggle}
          >
            {t('case.judging-short')}
          </ActButton>
        )}
      </span>
    </header>
  );
}
