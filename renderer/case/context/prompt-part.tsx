import { useTranslation } from 'react-i18next';
import type { Generation } from '../../../shared/domain/generation.ts';
import { Panel } from '../../ui/panel.tsx';

/** What the account asked for, word for word, with its modifiers, model and style. */
export function PromptPart({ generation }: { readonly generation: Generation }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('context.prompt')}>
      {/* A long prompt scrolls on its own, and by keys once it has the focus. */}
      <div
        className="prompt"
        dir="auto"
        tabIndex={0}
        role="region"
        aria-label={t('context.prompt')}
      >
        {generation.prompt === '' ? t('context.no-prompt') : generation.prompt}
      </div>
      <dl className="facts">
        {generation.modifiers.map((modifier, at) => (
          <FactPair key={`${modifier.name}-${at}`} name={modifier.name} value={modifier.value} />
        ))}
        {generation.style !== '' && <FactPair name={t('context.style')} value={generation.style} />}
        <FactPair
          name={t('context.model')}
          value={`${generation.model.name} ${generation.model.version}`}
        />
      </dl>
    </Panel>
  );
}

function FactPair({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt dir="auto">{name}</dt>
      <dd dir="auto">{value}</dd>
    </>
  );
}
