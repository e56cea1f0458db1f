import './asked.css';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AskedSpan, SaidSpan } from '../../../shared/domain/asked-and-said.ts';
import { clockTime } from '../../../shared/media-time/timecode.ts';
import type { Span } from '../../../shared/media-time/units.ts';
import { useCommands, useKeyPrint } from '../../keys/use-keys.ts';
import { Panel } from '../../ui/panel.tsx';
import { unaskedSpans, wordCounts, type AskedView } from './asked-view.ts';
import { ForeignText, HiddenNote } from '../../ui/foreign-text.tsx';
import { plainText } from '../../../shared/domain/hidden-signs.ts';

type AskedPartProps = {
  readonly asked: AskedView;
  /** Null while the picture is covered or the clip can't be shown. */
  readonly onJump: ((span: Span) => void) | null;
};

/** What the prompt wanted said beside what is said; speech that was not asked for is a place to go to. */
export function AskedPart({ asked, onJump }: AskedPartProps) {
  const { t } = useTranslation();
  const print = useKeyPrint();
  const host = useRef<HTMLDivElement>(null);
  /** Which of the unasked words were gone to last; -1: none yet. */
  const [last, setLast] = useState(-1);
  const unasked = unaskedSpans(asked);
  const jump = (span: SaidSpan) => {
    setLast(unasked.indexOf(span));
    if (span.fromUs !== null && span.toUs !== null)
      onJump?.({ fromUs: span.fromUs, toUs: span.toUs });
  };
  const go = (by: 1 | -1) => () => {
    const wanted = last === -1 && by === -1 ? unasked.length - 1 : last + by;
    const at = Math.max(0, Math.min(unasked.length - 1, wanted));
    const span = unasked[at];
    const place = host.current?.querySelectorAll<HTMLElement>('[data-unasked]')[at];
    if (!span) return;
    jump(span);
    place?.scrollIntoView({ block: 'nearest' });
    // Where the playhead can't go there, the focus does; else the keys stay the player's.
    if (onJump === null || span.fromUs === null) place?.focus();
  };
  const isAny = unasked.length > 0;
  useCommands({ 'next-unasked': isAny && go(1), 'previous-unasked': isAny && go(-1) });
  return (
    <Panel title={t('asked.title')} className="asked-part">
      <Summary asked={asked} />
      <HiddenNote texts={[...asked.said.map(({ text }) => text), asked.author ?? '']} />
      <div ref={host}>
        {asked.asked.length > 0 && (
          <>
            <h3>{t('asked.asked')}</h3>
            <AskedWords spans={asked.asked} />
          </>
        )}
        {asked.state !== 'no-transcript' && (
          <>
            <h3>{t('asked.said')}</h3>
            <p className="spoken-text" dir="auto">
              {asked.said.length === 0 && <span className="quiet">{t('asked.silence')}</span>}
              {asked.said.map((span, at) => (
                <SaidWords
                  key={at}
                  span={span}
                  isLast={last !== -1 && span === unasked[last]}
                  canJump={onJump !== null}
                  onJump={jump}
                />
              ))}
            </p>
          </>
        )}
      </div>
      {isAny && (
        <p className="quiet">
          {t('asked.keys', {
            next: print('next-unasked'),
            previous: print('previous-unasked'),
            finding: print('event-to-finding'),
          })}
        </p>
      )}
      {asked.author !== null && (
        <p className="quiet">
          {t('asked.by', { author: plainText(asked.author) })} {t(`asked.times.${asked.times}`)}
        </p>
      )}
    </Panel>
  );
}

function Summary({ asked }: { readonly asked: AskedView }) {
  const { t } = useTranslation();
  if (asked.state !== 'compared') return <p>{t(`asked.states.${asked.state}`)}</p>;
  const { met, asked: of, unasked } = wordCounts(asked);
  const isGood = met === of && unasked === 0;
  if (isGood) return <p>{t('asked.all-as-asked')}</p>;
  const spoken = met === 0 ? t('asked.none-met', { of }) : t('asked.met', { met, of });
  const more = unasked > 0 ? `; ${t('asked.unasked-count', { count: unasked })}` : '';
  return <p className="is-named">{`${spoken}${more}.`}</p>;
}

function AskedWords({ spans }: { readonly spans: readonly AskedSpan[] }) {
  const { t } = useTranslation();
  const quotes = [...new Set(spans.map((span) => span.quote))];
  return quotes.map((quote) => (
    <p key={quote} className="spoken-text" dir="auto">
      {spans
        .filter((span) => span.quote === quote)
        .map((span, at) => (
          <span key={at}>
            <span className={`words is-${span.mark}`} title={t(`asked.marks.${span.mark}`)}>
              <ForeignText text={span.text} />
            </span>
            {span.mark === 'absent' && <small> {t('asked.absent')}</small>}{' '}
          </span>
        ))}
    </p>
  ));
}

type SaidWordsProps = {
  readonly span: SaidSpan;
  /** The words that were gone to last. */
  readonly isLast: boolean;
  readonly canJump: boolean;
  readonly onJump: (span: SaidSpan) => void;
};

function SaidWords({ span, isLast, canJump, onJump }: SaidWordsProps) {
  const { t } = useTranslation();
  const { mark, text, fromUs } = span;
  const title = t(`asked.marks.${mark}`);
  if (mark !== 'not-asked-for')
    return (
      <>
        <span className={`words is-${mark}`} title={title}>
          <ForeignText text={text} />
        </span>{' '}
      </>
    );
  return (
    <>
      <button
        type="button"
        data-unasked=""
        className="words is-not-asked-for"
        title={title}
        aria-disabled={!canJump || fromUs === null}
        aria-current={isLast ? 'location' : undefined}
        onClick={(event) => {
          if (!canJump) return;
          onJump(span);
          // The keys of the player are the next that are wanted.
          event.currentTarget.blur();
        }}
      >
        <ForeignText text={text} />
        <small>
          {' '}
          {t('asked.not-asked-for')}
          {fromUs !== null && ` ${clockTime(fromUs)}`}
        </small>
      </button>{' '}
    </>
  );
}
