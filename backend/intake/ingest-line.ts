import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { newGeneration, type NewGeneration } from '../../shared/contract/backend-api.ts';
import { harmCategories, modalities } from '../../shared/domain/harm-category.ts';
import { readOptions } from '../runtime/read-options.ts';
import { sentenceOf } from '../runtime/sentence-of.ts';
import { refuseSecretArguments } from '../runtime/secret-arguments.ts';
import { readTranscript } from './transcript-file.ts';

export type IngestLine = {
  readonly files: readonly string[];
  readonly backendUrl: string | null;
  readonly tokenFile: string | null;
  readonly dataFolder: string | null;
  /** What the backend receives about a file. */
  describe(file: string): NewGeneration;
};

export const ingestUsage = `npm run ingest -- CLIP... --prompt "..."
  --title T            default: the file's name
  --model M  --model-version V  --style S
  --modifier NAME=VALUE          any number of times
  --account NAME                 whose generation it is
  --score CATEGORY:MODALITY=0.7  any number of times; "=?" for not checked
                                 categories: ${harmCategories.join(', ')}
                                 modalities: ${modalities.join(', ')}
  --upload KIND:CONSENT:TEXT     what it started from, e.g. "image:on-record:portrait of the account's owner"
  --transcript FILE              what is said: SRT, WebVTT, JSON with timed segments (and words), or plain text
  --transcript-by NAME           who or what wrote it; default: "command line"
  --watermark S --ai-label S     present, absent or not-checked
  --label-note T
  --reason R --reason-detail T   classifier-unsure (default), random-sample, user-report, upload-face, appeal
  --due-hours N                  default 24
  --not-offline                  may never leave the building
  --backend URL --token-file F   another backend and its operator token (or SECOND_LOOK_OPERATOR_TOKEN);
                                 else the one that runs on this machine
  --data DIR                     data folder of the backend that runs on this machine`;

const many = { type: 'string', multiple: true, default: [] as string[] } as const;
const options = {
  prompt: { type: 'string', default: '' },
  title: { type: 'string' },
  model: { type: 'string', default: 'unknown model' },
  'model-version': { type: 'string', default: '' },
  style: { type: 'string', default: '' },
  modifier: many,
  account: { type: 'string', default: 'local operator' },
  score: many,
  upload: { type: 'string' },
  transcript: { type: 'string' },
  'transcript-by': { type: 'string', default: 'command line' },
  watermark: { type: 'string' },
  'ai-label': { type: 'string' },
  'label-note': { type: 'string', default: '' },
  reason: { type: 'string', default: 'classifier-unsure' },
  'reason-detail': { type: 'string', default: 'Taken in from the command line.' },
  'due-hours': { type: 'string', default: '24' },
  'not-offline': { type: 'boolean', default: false },
  backend: { type: 'string' },
  'token-file': { type: 'string' },
  data: { type: 'string' },
} as const;

/** @throws with a sentence for the person at the terminal. */
export function parseIngestLine(
  argv: readonly string[],
  readText: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): IngestLine {
  refuseSecretArguments(argv);
  const { values, positionals: files } = readOptions(
    { args: [...argv], options, allowPositionals: true },
    ['prompt', 'model-version', 'style', 'label-note', 'reason-detail'],
  );
  if (files.length === 0) throw new Error('Name at least one clip; --help lists all options.');
  const dueHours = Number(values['due-hours']);
  if (!(dueHours > 0 && dueHours < 100_000))
    throw new Error('--due-hours wants a number of hours.');
  const rest = {
    generationId: null,
    prompt: values.prompt,
    modifiers: values.modifier.map(modifierOf),
    style: values.style,
    model: { name: values.model, version: values['model-version'] },
    account: {
      accountId: accountId(values.account),
      displayName: values.account,
      generationsToday: 1,
      quotaPerDay: 50,
    },
    uploadReference: values.upload === undefined ? null : uploadOf(values.upload),
    scores: values.score.map(scoreOf),
    reason: values.reason,
    reasonDetail: values['reason-detail'],
    offlineEligible: !values['not-offline'],
    dueInMs: Math.round(dueHours * 3_600_000),
    transcript:
      values.transcript === undefined
        ? null
        : readTranscript(textIn(values.transcript, readText), values['transcript-by']),
    labels:
      values.watermark === undefined && values['ai-label'] === undefined
        ? null
        : {
            visibleWatermark: values.watermark ?? 'not-checked',
            aiLabel: values['ai-label'] ?? 'not-checked',
            note: values['label-note'],
          },
  };
  const describe = (file: string): NewGeneration => {
    const title = values.title ?? basename(file, extname(file));
    const parsed = newGeneration.safeParse({ ...rest, title, fileName: basename(file) });
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw new Error(
      `The backend would not take this: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
    );
  };
  for (const file of files) describe(file);
  const { backend, 'token-file': tokenFile, data } = values;
  return {
    files,
    backendUrl: backend ?? null,
    tokenFile: tokenFile ?? null,
    dataFolder: data ?? null,
    describe,
  };
}

/** @throws with a sentence that names the option: the path may be a clip's, in the wrong place. */
function textIn(path: string, readText: (path: string) => string): string {
  try {
    return readText(path);
  } catch (error) {
    throw new Error(`--transcript: ${sentenceOf(error)}`, { cause: error });
  }
}

function modifierOf(text: string) {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new Error(`--modifier wants NAME=VALUE, not "${text}".`);
  return { name, value };
}

function scoreOf(text: string) {
  const [, category, modality, value] = /^([a-z-]+):([a-z]+)=(\?|\d*\.?\d+)$/.exec(text) ?? [];
  if (value === undefined) throw new Error(`--score wants CATEGORY:MODALITY=0.7, not "${text}".`);
  return {
    category,
    modality,
    score: value === '?' ? null : Number(value),
    classifier: 'command line',
    version: '1',
  };
}

function uploadOf(text: string) {
  const [, kind, consent, description] = /^([a-z]+):([a-z-]+):(.*)$/s.exec(text) ?? [];
  if (description === undefined)
    throw new Error(`--upload wants KIND:CONSENT:TEXT, not "${text}".`);
  return { uploadId: 'command-line', kind, consent, description };
}

/** An id out of a name: letters, digits and dots stay. */
function accountId(name: string): string {
  return `account-${name.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 80) || 'unnamed'}`;
}
