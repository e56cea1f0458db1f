import { useTranslation } from 'react-i18next';
import type { Generation } from '../../../shared/domain/generation.ts';
import { Panel } from '../../ui/panel.tsx';
import { ForeignText, HiddenNote } from '../../ui/foreign-text.tsx';

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
        {generation.prompt === '' ? (
          t('context.no-prompt')
        ) : (
          <ForeignText text={generation.prompt} />
        )}
      </div>
      <HiddenNote
        texts={[
          generation.title,
          generation.prompt,
          generation.style,
          ...generation.modifiers.flatMap(({ name, value }) => [name, value]),
        ]}
      />
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
      <dt dir="auto">
        <ForeignText text={name} />
      </dt>
      <dd dir="auto">
        <ForeignText text={value} />
      </dd>
    </>
  );
}
