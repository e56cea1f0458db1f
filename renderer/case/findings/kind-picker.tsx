import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components/Button';
import type { FindingKind } from '../../../shared/domain/finding.ts';
import { useKeyLayer } from '../../keys/use-keys.ts';
import { kindForKey, kindKeys } from './kind-keys.ts';

type KindPickerProps = {
  readonly onPick: (kind: FindingKind) => void;
  readonly onCancel: () => void;
};

/** The kinds of finding, each with the key that picks it; Escape leaves without one. */
export function KindPicker({ onPick, onCancel }: KindPickerProps) {
  const { t } = useTranslation();
  useKeyLayer((chord) => {
    if (chord === 'Escape') {
      onCancel();
      return true;
    }
    const kind = kindForKey(chord);
    if (kind) onPick(kind);
    return kind !== undefined;
  });
  return (
    <div className="kind-picker" role="group" aria-label={t('findings.pick-kind')}>
      <p className="step-title">{t('findings.pick-kind')}</p>
      <div className="kind-picker-list">
        {kindKeys.map(({ kind, key }) => (
          <Button key={kind} className="kind-choice" onPress={() => onPick(kind)}>
            <kbd className="key-cap is-live" aria-hidden="true">
              {key.toUpperCase()}
            </kbd>
            <span>{t(`finding-kinds.${kind}`)}</span>
          </Button>
        ))}
      </div>
    </div>
  );
}
