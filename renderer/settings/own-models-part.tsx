import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useDeskClient } from '../bridge/desk-client.ts';
import { deskQueries } from '../bridge/desk-queries.ts';
import { Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { plainText } from '../../shared/domain/hidden-signs.ts';
import { ForeignText } from '../ui/foreign-text.tsx';

/** The operator's own models that this desk runs, and what is wrong with those that it does not. */
export function OwnModelsPart() {
  const { t } = useTranslation();
  const { data } = useQuery(deskQueries(useDeskClient()).ownModels());
  if (!data) return null;
  const { models, troubles } = data;
  return (
    <Panel title={t('settings.own-models.title')}>
      {models.length === 0 && troubles.length === 0 && <p>{t('settings.own-models.none')}</p>}
      {models.length > 0 && (
        <ul className="own-models">
          {models.map(({ name, laneTitle, input, fileVersion }) => (
            <li key={name} dir="auto">
              {t('settings.own-models.model', {
                title: plainText(laneTitle),
                name: plainText(name),
                version: plainText(fileVersion),
                input: t(`settings.own-models.inputs.${input}`),
              })}
            </li>
          ))}
        </ul>
      )}
      {troubles.length > 0 && (
        <Notice tone="caution" role="status" title={t('settings.own-models.troubles-title')}>
          <ul className="own-models">
            {troubles.map((trouble) => (
              <li key={trouble} dir="auto">
                <ForeignText text={trouble} />
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </Panel>
  );
}
