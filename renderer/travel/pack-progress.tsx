import { useTranslation } from 'react-i18next';
import type { TravelPack } from '../../shared/contract/travel-api.ts';
import { useCommands } from '../keys/use-keys.ts';
import { ActButton } from '../ui/act-button.tsx';
import { FaultNotice } from '../ui/fault-notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { QuotaBar } from '../ui/quota-bar.tsx';
import { handleWords, sizeWords } from '../ui/time-words.ts';
import { PackNotes } from './pack-notes.tsx';
import { UnplugNotice } from './unplug-notice.tsx';

type PackProgressProps = {
  readonly pack: TravelPack;
  readonly isBusy: boolean;
  readonly onEnd: (keep: 'ready' | 'none') => void;
};

/** How far a pack is, whether it is safe to unplug, and the ways to end it. */
export function PackProgress({ pack, isBusy, onEnd }: PackProgressProps) {
  const { t, i18n } = useTranslation();
  const { phase, cases, bytes } = pack;
  const isGoing = phase === 'claiming' || phase === 'fetching';
  const isHere = phase === 'packed' || phase === 'measuring';
  const isGivingBack = phase === 'giving-back';
  const open = cases.total - cases.decided - cases.lost;
  const size = (n: number) => sizeWords(n, i18n.language);
  const keep = () => onEnd('ready');
  const give = () => onEnd('none');
  useCommands({
    'travel-keep-ready': isGoing && !isBusy && keep,
    'travel-give-back': !isGivingBack && !isBusy && give,
  });
  return (
    <>
      {!isGivingBack && <UnplugNotice pack={pack} />}
      <Panel title={t(`travel.phases.${phase as Exclude<typeof phase, 'none'>}`)}>
        {cases.total > 0 && (
          <QuotaBar
            label={t('travel.progress')}
            used={isHere ? cases.ready : bytes.ready}
            of={isHere ? open : bytes.total}
            words={
              phase === 'packed'
                ? t('travel.cases-ready', { ready: cases.ready, total: open })
                : t('travel.cases-here', { here: cases.here, ready: cases.ready, total: open })
            }
          />
        )}
        <p className="numbers" role="status">
          {cases.total > 0 &&
            t('travel.bytes', { ready: size(bytes.ready), total: size(bytes.total) })}
          {phase === 'fetching' &&
            ` · ${
              pack.leftMs === null
                ? t('travel.time-unknown')
                : t('travel.time-left', { time: handleWords(pack.leftMs, t) })
            }`}
          {cases.decided > 0 && ` · ${t('travel.decided', { count: cases.decided })}`}
          {cases.lost > 0 && ` · ${t('travel.lost', { count: cases.lost })}`}
        </p>
        {pack.trouble && <FaultNotice fault={pack.trouble} />}
        <PackNotes pack={pack} />
        <div className="travel-acts">
          {isGoing && (
            <ActButton command="travel-keep-ready" isDisabled={isBusy} onPress={keep}>
              {t('travel.keep')}
            </ActButton>
          )}
          {!isGivingBack && (
            <ActButton command="travel-give-back" isDisabled={isBusy} onPress={give}>
              {open > 0 || isGoing ? t('travel.give-back') : t('travel.close')}
            </ActButton>
          )}
          {!isGivingBack && open > 0 && (
            <span className="travel-quiet">{t('travel.give-back-note')}</span>
          )}
        </div>
      </Panel>
    </>
  );
}
