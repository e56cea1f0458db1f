import './foreign-text.css';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  codeName,
  countHidden,
  piecesOf,
  type TextPiece,
} from '../../shared/domain/hidden-signs.ts';

type HiddenPiece = Exclude<TextPiece, { readonly kind: 'plain' }>;
const mostCodes = 4;

/**
 * Words that others wrote, shown so that nothing in them is hidden and none reorders the words around them: what is
 * hidden is a mark with a name, and the whole is isolated (Unicode bidi algorithm, UAX #9) by `unicode-bidi: plaintext`. No
 * `bdi`: `dir="auto"` of a block around it passes over that, and a Hebrew prompt would be at the left.
 */
export function ForeignText({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  const pieces = useMemo(() => piecesOf(text), [text]);
  return (
    <span className="foreign-text">
      {pieces.map((piece, at) =>
        piece.kind === 'plain' ? piece.text : <HiddenMark key={at} piece={piece} t={t} />,
      )}
    </span>
  );
}

/** Says how much is hidden in texts of others; nothing where there is none. */
export function HiddenNote({ texts }: { readonly texts: readonly string[] }) {
  const { t } = useTranslation();
  const count = texts.reduce((sum, text) => sum + countHidden(text), 0);
  if (count === 0) return null;
  return (
    <p className="hidden-note" role="note">
      ▲ {t('hidden.note', { count })}
    </p>
  );
}

/** Under a field: what is hidden in the words that the person typed or pasted, which a field itself can't mark. */
export function HiddenInField({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  const count = countHidden(text);
  if (count === 0) return null;
  return (
    <p className="hidden-note" role="note" dir="auto">
      ▲ {t('hidden.in-field', { count })} <ForeignText text={text} />
    </p>
  );
}

function HiddenMark({ piece, t }: { readonly piece: HiddenPiece; readonly t: TFunction }) {
  const codes = [...new Set(piece.text)].map(codeName);
  const listed = codes.slice(0, mostCodes).join(' ') + (codes.length > mostCodes ? ' …' : '');
  const name =
    piece.decoded === ''
      ? t(`hidden.kinds.${piece.kind}`, { codes: listed, count: piece.count })
      : t('hidden.words', { words: piece.decoded });
  return (
    <span className="hidden-sign" dir="ltr" role="img" aria-label={name} title={name}>
      {piece.decoded === '' ? listed : piece.decoded}
      {piece.decoded === '' && piece.count > codes.length && ` ×${piece.count}`}
    </span>
  );
}
