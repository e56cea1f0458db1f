import type { ReactNode } from 'react';

type NoticeProps = {
  readonly tone: 'quiet' | 'caution' | 'trouble';
  readonly title?: string;
  readonly children: ReactNode;
  /** `alert` interrupts a screen reader: only for what keeps the reviewer from going on. */
  readonly role?: 'status' | 'alert' | 'note';
};

/** A sentence or two in a box; trouble is shown by words and shape, not by colour alone. */
export function Notice({ tone, title, children, role = 'note' }: NoticeProps) {
  return (
    <div className={`notice is-${tone}`} role={role}>
      {tone !== 'quiet' && (
        <span className="notice-sign" aria-hidden="true">
          {tone === 'trouble' ? '■' : '▲'}
        </span>
      )}
      <div className="notice-words">
        {title && <strong>{title}</strong>}
        <div>{children}</div>
      </div>
    </div>
  );
}
