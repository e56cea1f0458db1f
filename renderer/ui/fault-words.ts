import type { TFunction } from 'i18next';
import type { Fault } from '../../shared/lifetime/fault.ts';

/** What a reviewer reads of a fault. */
export type FaultWords = {
  readonly what: string;
  readonly safe: string;
  readonly next: string;
};

/** The one place that turns a fault into words: what happened, that verdicts are safe, what to do next. */
export function faultWords(fault: Fault, t: TFunction): FaultWords {
  return {
    what: t(`faults.${fault.kind}.what`),
    safe: t('faults.safe'),
    next: t(`faults.${fault.kind}.next`),
  };
}
