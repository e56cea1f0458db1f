import type { SaidMark, SaidSpan, SaidWord } from '../../../shared/domain/asked-and-said.ts';
import { xOf, type TimeAxis } from '../time-axis.ts';
import type { Lane } from '../lane-types.ts';
import { plainText } from '../../../shared/domain/hidden-signs.ts';

type SaidLaneInput = {
  readonly said: readonly SaidSpan[];
  /** What its times are of; `none` leaves nothing to draw. */
  readonly times: 'words' | 'segments' | 'none';
  readonly title: string;
  readonly author: string;
  readonly note: string;
  readonly silence: string;
};

/** From this width on a word is drawn by itself: enough for about five letters. */
const leastWordPx = 34;

/** What is said, word by word where there is room; speech that was not asked for stands out. */
export function saidLane(input: SaidLaneInput): Lane {
  const { said, times, title, author, note, silence } = input;
  return {
    id: 'said',
    title,
    author,
    note,
    state: times === 'words' || said.length === 0 ? 'clear' : 'weak',
    heightPx: 26,
    isEmpty: said.length === 0,
    render: ({ axis }) =>
      said.length === 0 ? (
        <p className="lane-words is-small">{silence}</p>
      ) : (
        said.map((span, at) => <SaidBoxes key={at} span={span} axis={axis} />)
      ),
  };
}

function SaidBoxes({ span, axis }: { readonly span: SaidSpan; readonly axis: TimeAxis }) {
  const { fromUs, toUs, words } = span;
  if (fromUs === null || toUs === null || toUs < axis.fromUs || fromUs > axis.toUs) return null;
  const perWord = (xOf(axis, toUs) - xOf(axis, fromUs)) / Math.max(1, words.length);
  if (!span.isWordTimed || perWord < leastWordPx) return <SaidBox axis={axis} said={span} />;
  return joined(words).map((word, at) => <SaidBox key={at} axis={axis} said={word} />);
}

/** Words that share one time ("do not") are one box. */
function joined(words: readonly SaidWord[]): readonly SaidWord[] {
  const boxes: SaidWord[] = [];
  for (const word of words) {
    const last = boxes.at(-1);
    if (last && last.fromUs === word.fromUs && last.toUs === word.toUs)
      boxes[boxes.length - 1] =
        last.text === word.text ? last : { ...last, text: `${last.text} ${word.text}` };
    else boxes.push(word);
  }
  return boxes;
}

type Box = {
  readonly fromUs: number | null;
  readonly toUs: number | null;
  readonly text: string;
  readonly mark: SaidMark;
};

function SaidBox({ axis, said }: { readonly axis: TimeAxis; readonly said: Box }) {
  const { fromUs, toUs, text, mark } = said;
  if (fromUs === null || toUs === null || toUs < axis.fromUs || fromUs > axis.toUs) return null;
  const left = Math.max(-4, xOf(axis, fromUs));
  const width = Math.max(2, Math.min(axis.widthPx + 4, xOf(axis, toUs)) - left - 1);
  return (
    <div className={`said-box is-${mark}`} dir="auto" style={{ left, width }}>
      {width >= 14 ? plainText(text) : ''}
    </div>
  );
}
