import { useTranslation } from 'react-i18next';
import { useCommands } from '../../keys/use-keys.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { leans, type Lean } from '../../../shared/domain/review-work.ts';

type LeanPartProps = {
  readonly lean: Lean | null;
  readonly onLean: (lean: Lean) => void;
  /** Whether anything is hidden until the lean. */
  readonly hides: boolean;
};

const leanCommands = {
  ok: 'lean-ok',
  'not-ok': 'lean-not-ok',
  'cannot-say': 'lean-cannot-say',
} as const;

/** The reviewer's own first inclination, asked before any machine's proposal is shown. */
export function LeanPart({ lean, onLean, hides }: LeanPartProps) {
  const { t } = useTranslation();
  useCommands({
    'lean-ok': () => onLean('ok'),
    'lean-not-ok': () => onLean('not-ok'),
    'lean-cannot-say': () => onLean('cannot-say'),
  });
  return (
    <Panel title={t('lean.title')} className="lean-part">
      <div className="lean-choices">
        {leans.map((name) => (
          <ActButton
            key={name}
            command={leanCommands[name]}
            isPressed={lean === name}
            onPress={() => onLean(name)}
          >
            {t(`lean.${name}`)}
          </ActButton>
        ))}
      </div>
      {lean === null && hides && <p className="panel-empty">{t('lean.why')}</p>}
    </Panel>
  );
}
