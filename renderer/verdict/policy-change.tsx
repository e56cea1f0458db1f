import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { PolicyBranch } from '../../shared/domain/policy.ts';
import type { Verdict } from '../../shared/domain/verdict.ts';
import { useDeskClient } from '../bridge/desk-client.ts';
import { deskQueries } from '../bridge/desk-queries.ts';
import { faultOf } from '../bridge/fault-error.ts';
import type { CommandId } from '../keys/command-list.ts';
import { useCommands } from '../keys/use-keys.ts';
import { ActButton } from '../ui/act-button.tsx';
import { FaultNotice } from '../ui/fault-notice.tsx';
import { policyDifference, type BranchAspect } from './policy-difference.ts';
import { useConfirmVerdict } from './use-confirm-verdict.ts';
import './policy-change.css';
import { ForeignText } from '../ui/foreign-text.tsx';
import { plainText } from '../../shared/domain/hidden-signs.ts';

type PolicyChangeProps = {
  readonly verdict: Verdict;
  /** The key that confirms in this room. */
  readonly command: CommandId;
};

/** A verdict that waits to be confirmed: its branch then and now, side by side, and one key for "as it is". */
export function PolicyChange({ verdict, command }: PolicyChangeProps) {
  const { t } = useTranslation();
  const change = useQuery(deskQueries(useDeskClient()).policyChange(verdict.verdictId));
  const confirm = useConfirmVerdict();
  const fault = faultOf(change.error);
  const found = change.data && policyDifference(verdict, change.data.before, change.data.after);
  const canConfirm = found?.gaps.length === 0 && !confirm.isRunning;
  const run = () => confirm.run(verdict.verdictId);
  useCommands({ [command]: canConfirm && run });
  if (fault) return <FaultNotice fault={fault} onRetry={() => void change.refetch()} />;
  if (!change.data || !found) return <p role="status">{t('policy-change.reading')}</p>;
  const { before, after } = change.data;
  return (
    <section className="policy-change" aria-label={t('policy-change.title')}>
      <table>
        <caption>
          {t('policy-change.title')}
          <span className="policy-change-name">
            <ForeignText text={after.title} />
          </span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('policy-change.aspect')}</th>
            <th scope="col">{t('policy-change.before', { version: plainText(before.version) })}</th>
            <th scope="col">{t('policy-change.after', { version: plainText(after.version) })}</th>
          </tr>
        </thead>
        <tbody>
          {found.aspects.map((aspect) => (
            <tr key={aspect}>
              <th scope="row">{t(`policy-change.aspects.${aspect}`)}</th>
              <td>
                <ForeignText text={aspectWords(found.before, aspect, t)} />
              </td>
              <td>
                <ForeignText text={aspectWords(found.after, aspect, t)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {found.aspects.length === 0 && found.after && <p>{t('policy-change.nothing-in-branch')}</p>}
      {!found.after && <p>{t('policy-change.branch-gone')}</p>}
      {found.after && found.gaps.length > 0 && (
        <p className="is-pressing">
          {t('policy-change.must-change', {
            what: found.gaps.map((gap) => t(`gaps.${gap}`)).join(', '),
          })}
        </p>
      )}
      {confirm.fault && <FaultNotice fault={confirm.fault} role="alert" />}
      <ActButton look="strong" command={command} isDisabled={!canConfirm} onPress={run}>
        {t('policy-change.confirm')}
      </ActButton>
    </section>
  );
}

function aspectWords(branch: PolicyBranch | undefined, aspect: BranchAspect, t: TFunction): string {
  if (!branch) return t('policy-change.none');
  switch (aspect) {
    case 'title':
    case 'question':
      return branch[aspect];
    case 'category':
      return branch.category === null ? t('categories.none') : t(`categories.${branch.category}`);
    case 'decisions':
      return branch.decisions.map((decision) => t(`decisions.${decision}`)).join(', ');
    case 'severity':
      return t('policy-change.severity-from-to', branch.severity);
    case 'reasons':
      return branch.reasons.map(({ title }) => title).join('; ') || t('policy-change.none');
  }
}
