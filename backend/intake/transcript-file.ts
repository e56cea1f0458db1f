import { z } from 'zod';
import {
  transcript,
  type AttachedTranscript,
  type TranscriptSegment,
} from '../../shared/domain/transcript.ts';
import { readCues } from './subtitle-cues.ts';

/** Formats that are neither read nor plain words: taken for words, their numbers would be speech that was not asked for. */
const strangers: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^\[script info\]|^(?:dialogue|format):.*\d:\d\d:\d\d\.\d\d/im, 'ASS or SSA subtitles'],
  [/^<(?:\?xml|!doctype|!--|tt|html|sami|transcript|body|p)\b/i, 'XML or HTML (TTML, SAMI, ...)'],
  [/^\{\\rtf/, 'an RTF document'],
  [/^%PDF-/, 'a PDF'],
  [/^\{\d+\}\{\d+\}/, 'MicroDVD subtitles'],
  [/^\d+:\d\d:\d\d\.\d{3},\d+:\d\d:\d\d\.\d{3}\s*$/m, 'SBV subtitles'],
  [/^\[\d+:\d\d(?:[.:]\d+)?\]/m, 'LRC lyrics'],
  [/^Scenarist_SCC/, 'SCC captions'],
  [/^\s*(?:start|begin|from|id|index)[^\n]*[,;\t](?:end|to|text)\b/i, 'a table'],
  [/^\d\d:\d\d:\d\d[:;]\d\d\s*[,\t ]\s*\d\d:\d\d:\d\d[:;]\d\d/m, 'an STL or timecode list'],
];
const known =
  'Give SRT or WebVTT, JSON {"segments": [{"text", "fromUs", "toUs"}]}, or the plain words.';

/**
 * A transcript from the text of a file: SRT and WebVTT with their times, our JSON, or plain words without times.
 * @throws with a sentence for the person at the terminal.
 */
export function readTranscript(text: string, by: string): AttachedTranscript {
  const author = { name: by, version: '' };
  const whole = text.replace(/^\ufeff/, '').trim();
  if (/[\0\ufffd]/.test(whole))
    throw new Error(`--transcript is not text in UTF-8: save it as UTF-8 first. ${known}`);
  if (/^[{[]\s*(?:["{}\]]|$)/.test(whole)) return { author, ...fromJson(whole) };
  const cues = readCues(whole);
  if (cues !== null) return { author, ...cues };
  const stranger = strangers.find(([pattern]) => pattern.test(whole));
  if (stranger) throw new Error(`--transcript is ${stranger[1]}, which is not read here. ${known}`);
  const segments: TranscriptSegment[] =
    whole === '' ? [] : [{ text: whole, fromUs: null, toUs: null }];
  return { author, language: null, segments };
}

function fromJson(whole: string): Pick<AttachedTranscript, 'language' | 'segments'> {
  const parsed = z
    .object({ ...transcript.shape, language: z.string().nullish() })
    .safeParse(jsonOf(whole));
  if (!parsed.success)
    throw new Error(`--transcript is JSON, but not a transcript as it is read here. ${known}`);
  return { language: parsed.data.language ?? null, segments: parsed.data.segments };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
