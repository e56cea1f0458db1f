import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../keys/use-keys.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { KeyCap } from '../../ui/key-cap.tsx';
import { FaultNotice } from '../../ui/fault-notice.tsx';
import { FindingLine } from './finding-line.tsx';
import { whereWords } from './finding-words.ts';
import { KindPicker } from './kind-picker.tsx';
import type { FrameRate } from '../../../shared/media-time/frame-index.ts';
import { useExportFindings } from './use-export-findings.ts';
import type { FindingDesk } from './use-findings.ts';
import './findings.css';

type FindingsPanelProps = {
  readonly desk: FindingDesk;
  /** False once the verdict is made, and before the picture is open. */
  readonly canEdit: boolean;
  readonly canMark: boolean;
  readonly caseId: string;
  readonly mediaSha256: string | null;
  readonly rate: FrameRate | null;
};

/** What was seen and heard, in the order of the clip, and the marking of more. */
export function FindingsPanel(props: FindingsPanelProps) {
  const { desk, canEdit, canMark } = props;
  const { t } = useTranslation();
  const files = useExportFindings({ ...props, findings: desk.list });
  const canExport = desk.list.length > 0 && !files.isRunning;
  const note = useRef<HTMLTextAreaElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const { selectedId } = desk;
  useCommands({
    'mark-in': canMark && desk.markIn,
    'mark-out': canMark && desk.markOut,
    'clear-marks': canMark && desk.clear,
    'next-finding': desk.list.length > 0 && (() => desk.move(1)),
    'previous-finding': desk.list.length > 0 && (() => desk.move(-1)),
    'edit-finding': canEdit && selectedId !== null && (() => note.current?.focus()),
    'delete-finding': canEdit && selectedId !== null && (() => desk.remove(selectedId)),
    'loop-finding': canMark && desk.toggleLoop,
    'export-findings': canExport && (() => files.run('vtt')),
    'export-findings-elan': canExport && (() => files.run('eaf')),
    'export-findings-edl': canExport && files.canBeEdl && (() => files.run('edl')),
  });
  useEffect(() => {
    list.current?.querySelector('.is-selected')?.scrollIntoView({ block: 'nearest' });
  }, [selectedId]);

  const where = desk.marking ? whereWords(desk.marking, t) : null;
  return (
    <section className="findings" aria-label={t('findings.title')}>
      <header className="panel-head">
        <h2>{t('findings.title')}</h2>
        <span className="numbers">{desk.list.length > 0 ? desk.list.length : ''}</span>
        {canMark && (
          <span className="findings-marks">
            <ActButton look="quiet" command="mark-in" onPress={desk.markIn}>
              {t('findings.mark-in')}
            </ActButton>
            <ActButton look="quiet" command="mark-out" onPress={desk.markOut}>
              {t('findings.mark-out')}
            </ActButton>
          </span>
        )}
      </header>
      {where && (
        <p className="findings-marking numbers" role="status">
          {where.frames} {where.times}
          {!desk.isPicking && (
            <> · {t('findings.out-next')}</>
          )} <KeyCap command="clear-marks" /> {t('findings.clear')}
        </p>
      )}
      {desk.isPicking && <KindPicker onPick={desk.add} onCancel={desk.cancelPicking} />}
      {desk.list.length === 0 ? (
        !desk.isPicking && (
          <p className="panel-empty">{t(canEdit ? 'findings.none' : 'findings.none-made')}</p>
        )
      ) : (
        <ul ref={list} className="findings-list">
          {desk.list.map((finding) => (
            <FindingLine
              key={finding.findingId}
              finding={finding}
              isSelected={finding.findingId === selectedId}
              canEdit={canEdit}
              noteRef={note}
              onSelect={() => desk.select(finding.findingId)}
              onChange={desk.change}
              onRemove={() => desk.remove(finding.findingId)}
            />
          ))}
        </ul>
      )}
      {desk.list.length > 0 && (
        <p className="findings-files">
          <ActButton
            look="quiet"
            command="export-findings"
            isDisabled={!canExport}
            onPress={() => files.run('vtt')}
          >
            {t('findings.webvtt')}
          </ActButton>
          <ActButton
            look="quiet"
            command="export-findings-elan"
            isDisabled={!canExport}
            onPress={() => files.run('eaf')}
          >
            {t('findings.elan')}
          </ActButton>
          {files.canBeEdl && (
            <ActButton
              look="quiet"
              command="export-findings-edl"
              isDisabled={!canExport}
              onPress={() => files.run('edl')}
            >
              {t('findings.edl')}
            </ActButton>
          )}
          {files.done && <span role="status">{files.done}</span>}
        </p>
      )}
      {files.fault && <FaultNotice fault={files.fault} />}
    </section>
  );
}
