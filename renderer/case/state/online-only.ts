import type { CaseRow } from '../../../shared/domain/case.ts';

type Row = Pick<CaseRow, 'state' | 'offlineEligible' | 'fetched'>;

/**
 * Where the clip of a case is that must not wait on the disk: `coming` while it is fetched for the open case, `gone`
 * after the verdict; null when it is here, or when the case is an ordinary one.
 */
export function onlineOnlyClip(row: Row): 'coming' | 'gone' | null {
  if (row.offlineEligible || row.fetched >= 1 || row.state === 'blocked') return null;
  if (row.state === 'fetching') return 'coming';
  return row.state === 'saved' || row.state === 'settled' || row.state === 'lost' ? 'gone' : null;
}
