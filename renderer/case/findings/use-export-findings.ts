import { useMutation } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../shared/domain/finding.ts';
import { findingsAsEdls } from '../../../shared/domain/findings-as-edl.ts';
import { findingsAsElan } from '../../../shared/domain/findings-as-elan.ts';
import { findingsAsWebVtt } from '../../../shared/domain/findings-as-webvtt.ts';
import type { FrameRate } from '../../../shared/media-time/frame-index.ts';
import { useDeskClient } from '../../bridge/desk-client.ts';
import { faultOf, valueOf } from '../../bridge/fault-error.ts';

type ExportFindingsOptions = {
  readonly caseId: string;
  readonly mediaSha256: string | null;
  readonly findings: readonly Finding[];
  readonly rate: FrameRate | null;
};

export type FindingsFormat = 'vtt' | 'eaf' | 'edl';

/**
 * Writes the findings of the open case as WebVTT, ELAN or edit decision lists, where the person says. Findings that overlap
 * need several lists: one dialog each, up to the first that is called off.
 */
export function useExportFindings({ caseId, mediaSha256, findings, rate }: ExportFindingsOptions) {
  const { app } = useDeskClient();
  const { t } = useTranslation();
  const what = {
    caseId,
    mediaSha256,
    findings,
    kindWords: (kind: Finding['kind']) => t(`finding-kinds.${kind}`),
  };
  const save = useMutation({
    mutationFn: async (format: FindingsFormat) => {
      const makers = {
        vtt: () => [findingsAsWebVtt(what)],
        eaf: () => [findingsAsElan(what)],
        edl: () => findingsAsEdls(what, rate) ?? [],
      };
      const texts = makers[format]();
      let written = 0;
      for (const text of texts) {
        const which = texts.length > 1 ? `-${written + 1}-of-${texts.length}` : '';
        const suggestedName = `findings-${safe(caseId)}${which}.${format}`;
        const { saved } = await valueOf(app.call.saveFile({ suggestedName, text }));
        if (!saved) break;
        written += 1;
      }
      return { written, of: texts.length };
    },
  });
  return {
    run: (format: FindingsFormat) => save.mutate(format),
    isRunning: save.isPending,
    /** Whether the clip's rate and these findings can be an edit decision list. */
    canBeEdl: findingsAsEdls(what, rate) !== null,
    /** What became of the last export, in words; null before one, and when the only dialog was called off. */
    done: save.data && doneWords(save.data, t),
    fault: faultOf(save.error),
  };
}

type Done = { readonly written: number; readonly of: number };

function doneWords({ written, of }: Done, t: TFunction): string | null {
  if (of > 1) return t('findings.written-lists', { written, of });
  return written === 1 ? t('findings.written') : null;
}

function safe(caseId: string): string {
  return caseId.replaceAll(/[^\w.-]/gu, '-').slice(0, 80);
}
