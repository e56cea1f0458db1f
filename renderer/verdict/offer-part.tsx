import { useTranslation } from 'react-i18next';
import { ActButton } from '../ui/act-button.tsx';
import { ForeignText } from '../ui/foreign-text.tsx';
import type { FindingOffer } from './finding-offer.ts';

type OfferPartProps = { readonly offer: FindingOffer; readonly onTake: () => void };

/** The branch and reason that the newest finding speaks for: one key takes them, nothing is chosen before. */
export function OfferPart({ offer, onTake }: OfferPartProps) {
  const { t } = useTranslation();
  const { branch, finding, reasonId } = offer;
  const reason = branch.reasons.find((one) => one.reasonId === reasonId);
  return (
    <div className="verdict-offer">
      <p>{t('verdict.offer-title', { finding: t(`finding-kinds.${finding.kind}`) })}</p>
      <ActButton command="take-offer" onPress={onTake}>
        <ForeignText text={reason ? `${branch.title}: ${reason.title}` : branch.title} />
      </ActButton>
    </div>
  );
}
