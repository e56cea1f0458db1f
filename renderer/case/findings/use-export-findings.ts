import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../shared/domain/finding.ts';
import { findingsAsElan, findingsAsWebVtt } from '../../../shared/domain/finding-exports.ts';
import { findingsAsEdl } from '../../../shared/domain/findings-as-edl.ts';
import type { FrameRate } from '../../../shared/media-time/frame-index.ts';
import { useLines } from '../../bridge/desk-lines.ts';
import { faultOf, valueOf } from '../../bridge/fault-error.ts';

type Given = {
  readonly caseId: string;
  readonly mediaSha256: string | null;
  readonly findings: readonly Finding[];
  readonly rate: FrameRate | null;
};

export type FindingsFormat = 'vtt' | 'eaf' | 'edl';

/** Writes the findings of the open case as WebVTT, ELAN or an edit decision list, where the person says. */
export function useExportFindings({ caseId, mediaSha256, findings, rate }: Given) {
  const { app } = useLines();
  const { t } = useTranslation();
  const save = useMutation({
    mutationFn: (format: FindingsFormat) => {
      const what = {
        caseId,
        mediaSha256,
        findings,
        kindWords: (kind: Finding['kind']) => t(`finding-kinds.${kind}`),
      };
      const makers = {
        vtt: () => findingsAsWebVtt(what),
        eaf: () => findingsAsElan(what),
        edl: () => findingsAsEdl(what, rate) ?? '',
      };
      const text = makers[format]();
      return valueOf(
        app.call.saveFile({ suggestedName: `findings-${safe(caseId)}.${format}`, text }),
      );
    },
  });
  return {
    run: (format: FindingsFormat) => save.mutate(format),
    isRunning: save.isPending,
    isSaved: save.data?.saved === true,
    fault: faultOf(save.error),
  };
}

function safe(caseId: string): string {
  return caseId.replaceAll(/[^\w.-]/gu, '-').slice(0, 80);
}
