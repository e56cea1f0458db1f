/** What a WebVTT file holds, read by the authoring rules of the W3C's WebVTT, section 4; throws where it breaks one. */
export type VttCue = {
  readonly id: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Text with its character references resolved. */
  readonly text: string;
};

const timing = /^(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3}) --> (\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})$/u;
const references: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

export function readWebVtt(file: string): readonly VttCue[] {
  if (/[\0\p{Surrogate}]/u.test(file)) throw new Error('NUL or half a character');
  const [head, ...blocks] = file
    .split(/(?:\r\n|\n|\r){2,}/u)
    .map((block) => block.split(/\r\n|\n|\r/u));
  if (head?.join('|') !== 'WEBVTT') throw new Error('no header');
  const cues: VttCue[] = [];
  for (const lines of blocks.map((block) => block.filter((line) => line !== ''))) {
    if (lines.length === 0) continue;
    if (/^(STYLE|REGION)\s*$/u.test(lines[0] ?? '')) throw new Error('a style sheet or region');
    if (/^NOTE(\s|$)/u.test(lines[0] ?? '')) {
      if (lines.some((line) => line.includes('-->'))) throw new Error('an arrow in a comment');
      continue;
    }
    const cue = readCue(lines);
    if (cue.fromMs < (cues.at(-1)?.fromMs ?? 0))
      throw new Error('a cue starts before the one above');
    if (cues.some(({ id }) => id === cue.id)) throw new Error('two cues of one id');
    cues.push(cue);
  }
  return cues;
}

function readCue([id = '', when = '', ...text]: readonly string[]): VttCue {
  if (id.includes('-->')) throw new Error('a cue without id');
  const match = timing.exec(when);
  if (!match) throw new Error(`no timing: ${when}`);
  const [fromMs, toMs] = [match.slice(1, 5), match.slice(5, 9)].map((part) => {
    const [h = 0, m = 0, s = 0, ms = 0] = part.map(Number);
    return ((h * 60 + m) * 60 + s) * 1000 + ms;
  });
  if (fromMs === undefined || toMs === undefined || toMs <= fromMs) throw new Error('no length');
  const joined = text.join('\n');
  if (/-->|<|>|&(?!amp;|lt;|gt;)/u.test(joined)) throw new Error('markup in a cue');
  return {
    id,
    fromMs,
    toMs,
    text: joined.replaceAll(/&\w+;/gu, (name) => references[name] ?? name),
  };
}
