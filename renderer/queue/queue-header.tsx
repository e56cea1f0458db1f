import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components/Button';
import type { CaseSort } from '../../shared/contract/desk-api.ts';

const columns = [
  { id: 'title', by: 'title' },
  { id: 'reason', by: 'reason' },
  { id: 'age', by: 'age' },
  { id: 'due', by: 'due' },
  { id: 'state', by: 'state' },
  { id: 'size', by: 'size' },
  { id: 'offline', by: null },
] as const;
export const queueColumnCount = columns.length;

type QueueHeaderProps = {
  readonly sort: CaseSort;
  readonly onSort: (by: CaseSort['by']) => void;
};

/** The columns' names; a press sorts, another press turns the order round. */
export function QueueHeader({ sort, onSort }: QueueHeaderProps) {
  const { t } = useTranslation();
  return (
    <div role="rowgroup" className="queue-header">
      <div role="row" aria-rowindex={1} className="queue-columns">
        {columns.map(({ id, by }) => {
          const isSorted = by !== null && sort.by === by;
          const order = sort.direction === 'asc' ? 'ascending' : 'descending';
          return (
            <span
              key={id}
              role="columnheader"
              className={`is-${id}`}
              {...(by === null ? {} : { 'aria-sort': isSorted ? order : 'none' })}
            >
              {by === null ? (
                t(`queue.columns.${id}`)
              ) : (
                <Button className="queue-sort" onPress={() => onSort(by)}>
                  {t(`queue.columns.${id}`)}
                  <span aria-hidden="true">
                    {isSorted ? (order === 'ascending' ? ' ▴' : ' ▾') : ''}
                  </span>
                </Button>
              )}
            </span>
          );
        })}
      </div>
    </div>
  );
}
