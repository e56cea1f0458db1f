import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TravelWish } from '../../shared/contract/travel-api.ts';
import { useDeskClient } from '../bridge/desk-client.ts';
import { deskQueries } from '../bridge/desk-queries.ts';
import { faultOf } from '../bridge/fault-error.ts';
import { useCommands } from '../keys/use-keys.ts';
import { ActButton } from '../ui/act-button.tsx';
import { FaultNotice } from '../ui/fault-notice.tsx';
import { KeyCap } from '../ui/key-cap.tsx';
import { NumberInput } from '../ui/number-input.tsx';
import { Panel } from '../ui/panel.tsx';
import { PlanWords } from './plan-words.tsx';

type PackWishProps = {
  readonly isBusy: boolean;
  readonly onPack: (wish: TravelWish) => void;
  readonly onSettings: () => void;
};

const gigabyte = 1e9;
const ways = ['hours', 'cases'] as const;
const firstAmount = { hours: 8, cases: 40 } as const;
const mostAmount = { hours: 72, cases: 200 } as const;

/** What the reviewer asks for, and what it comes to before anything is packed. */
export function PackWish({ isBusy, onPack, onSettings }: PackWishProps) {
  const { t } = useTranslation();
  const [by, setBy] = useState<TravelWish['by']>('hours');
  const [amounts, setAmounts] = useState<Readonly<Record<TravelWish['by'], number>>>(firstAmount);
  const [gigabytes, setGigabytes] = useState(5);
  const fields = useRef<HTMLDivElement>(null);
  const wish = {
    by,
    amount: Math.round(amounts[by]),
    budgetBytes: Math.max(1, Math.round(gigabytes * gigabyte)),
  };
  const plan = useQuery(deskQueries(useDeskClient()).travelPlan(wish));
  const fault = faultOf(plan.error) ?? plan.data?.blocker ?? null;
  const canPack = !isBusy && plan.data?.blocker === null;
  const focusField = (at: number) => () => fields.current?.querySelectorAll('input')[at]?.focus();
  useCommands({
    'travel-by': () => setBy(by === 'hours' ? 'cases' : 'hours'),
    'travel-amount': focusField(0),
    'travel-budget': focusField(1),
    'travel-pack': canPack && (() => onPack(wish)),
  });
  return (
    <>
      <Panel title={t('travel.wish')}>
        <div className="travel-by" role="group" aria-label={t('travel.by-label')}>
          {ways.map((way) => (
            <ActButton key={way} isPressed={way === by} onPress={() => setBy(way)}>
              {t(`travel.by.${way}`)}
            </ActButton>
          ))}
          <KeyCap command="travel-by" />
        </div>
        <div className="travel-fields" ref={fields}>
          <NumberInput
            label={t(`travel.amount-${by}`)}
            value={amounts[by]}
            min={1}
            max={mostAmount[by]}
            onChange={(amount) => setAmounts((now) => ({ ...now, [by]: amount }))}
          />
          <KeyCap command="travel-amount" />
          <NumberInput
            label={t('travel.budget')}
            value={gigabytes}
            min={0.1}
            max={1000}
            step={0.1}
            onChange={setGigabytes}
          />
          <KeyCap command="travel-budget" />
        </div>
      </Panel>
      <Panel title={t('travel.plan-title')}>
        {plan.data ? (
          <PlanWords plan={plan.data} by={by} />
        ) : (
          <p role="status">{t('travel.planning')}</p>
        )}
        {fault && <FaultNotice fault={fault} />}
        <div className="travel-acts">
          <ActButton
            look="strong"
            command="travel-pack"
            isDisabled={!canPack}
            onPress={() => onPack(wish)}
          >
            {t('travel.pack')}
          </ActButton>
          {fault?.kind === 'not-configured' && (
            <ActButton command="go-settings" onPress={onSettings}>
              {t('travel.to-settings')}
            </ActButton>
          )}
        </div>
      </Panel>
    </>
  );
}
