import { z } from 'zod';

/**
 * A policy pack: the rules under which reviewers decide, as data that a policy writer edits and a test checks. The shape of
 * the files of one folder; what they mean together is checked by `lint.ts`.
 */
const id = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/u, 'an id is lower-case letters, digits and -');
/** Never reused nor renumbered: statistics, appeals and reports refer to it. */
const code = z.string().regex(/^[A-Z]{3}-\d{1,3}$/u, 'a code is three capitals, - and a number');
const words = z.string().trim().min(1).max(2000);

export const packHarms = [
  'likeness',
  'fabricated-speech',
  'deception',
  'violence',
  'extremism',
  'sexual',
  'minors',
  'self-harm',
  'harassment',
  'illegal-goods',
  'intellectual-property',
  'bias',
] as const;
export type PackHarm = (typeof packHarms)[number];

export const packModalities = ['prompt', 'upload', 'picture', 'sound', 'speech', 'text'] as const;
const modality = z.enum(packModalities);

/** Ends of a path at which no rule is broken. Each asks for a reason of its own but the first. */
export const packExits = [
  'nothing-found',
  'quality-only',
  'no-branch-fits',
  'cannot-tell',
  'not-judgeable',
] as const;
export type PackExit = (typeof packExits)[number];

export const packDecisions = ['approve', 'restrict', 'remove', 'escalate'] as const;
/** In the words of the EU's statements of reasons. */
export const packActions = [
  'REMOVED',
  'DISABLED',
  'DEMOTED',
  'AGE_RESTRICTED',
  'INTERACTION_RESTRICTED',
  'LABELLED',
] as const;
export const dsaCategories = [
  'ANIMAL_WELFARE',
  'CONSUMER_INFORMATION',
  'CYBER_VIOLENCE',
  'CYBER_VIOLENCE_AGAINST_WOMEN',
  'DATA_PROTECTION_AND_PRIVACY_VIOLATIONS',
  'ILLEGAL_OR_HARMFUL_SPEECH',
  'INTELLECTUAL_PROPERTY_INFRINGEMENTS',
  'NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS',
  'NOT_SPECIFIED_NOTICE',
  'OTHER_VIOLATION_TC',
  'PROTECTION_OF_MINORS',
  'RISK_FOR_PUBLIC_SECURITY',
  'SCAMS_AND_FRAUD',
  'SELF_HARM',
  'UNSAFE_AND_PROHIBITED_PRODUCTS',
  'VIOLENCE',
] as const;

/** Where an answer leads. */
const target = z.union([
  z.strictObject({ node: id }),
  z.strictObject({ rule: code }),
  z.strictObject({ exit: z.enum(packExits) }),
]);
export type PackTarget = Readonly<z.infer<typeof target>>;

/** Keys that the player leaves free: the number row. */
export const answerKeys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '-', '='] as const;

export const packNode = z.strictObject({
  id,
  kind: z.enum(['predicate', 'choice', 'score']),
  /** What is looked at to answer it. */
  modalities: z.array(modality).min(1),
  answers: z
    .array(z.strictObject({ id, key: z.enum(answerKeys), to: target }))
    .min(2)
    .max(answerKeys.length),
});
export type PackNode = Readonly<z.infer<typeof packNode>>;

const severity = z.number().int().min(0).max(4);
export const packRule = z.strictObject({
  code,
  harm: z.enum(packHarms),
  severity: z.strictObject({ min: severity, max: severity }),
  decisions: z.array(z.enum(packDecisions)).min(1),
  actions: z.array(z.enum(packActions)).min(1),
  ground: z.union([z.strictObject({ legal: words }), z.strictObject({ terms: words })]),
  dsa: z.strictObject({
    category: z.enum(dsaCategories),
    keyword: z.string().regex(/^[A-Z_]{3,80}$/u, 'a keyword is capitals and _'),
  }),
  /** What a verdict under this rule must bring: a finding with a span in time, a face box, a note. */
  evidence: z.array(z.enum(['span', 'note'])).default([]),
  secondReview: z.boolean().default(false),
});
export type PackRule = Readonly<z.infer<typeof packRule>>;

/** From which score on a machine's opinion sends a generation to a person, and from which it is blocked. */
export const packThreshold = z.strictObject({
  harm: z.enum(packHarms),
  modality,
  review: z.number().min(0).max(1),
  block: z.number().min(0).max(1),
});

const step = z.tuple([id, id]);
/** A case whose right end is known: on the rule's side of its line, or just beside it (`safe`). */
export const packGolden = z.strictObject({
  id,
  /** The rule whose line it lies on. */
  rule: code,
  side: z.enum(['violates', 'safe']),
  story: words,
  /** Node and answer, from the start. */
  path: z.array(step).min(1),
  /** Where the path must end, when it is not the rule itself. */
  exit: z.enum(packExits).optional(),
  otherRule: code.optional(),
});
export type PackGolden = Readonly<z.infer<typeof packGolden>>;

const reasons = z.partialRecord(z.enum(packExits), z.array(id).max(12));
const versionName = z.string().regex(/^\d{4}-\d{2}[a-z]?$/u, 'a version is year-month, as 2026-12');
const hash = z.string().regex(/^[0-9a-f]{64}$/u, 'a hash is 64 hex digits');
const language = z.string().regex(/^[a-z]{2,3}$/u, 'a language is its ISO 639 code');

/** `policy.yaml`: all but words and goldens. */
export const packFile = z.strictObject({
  id,
  version: versionName,
  /** The version that it grew out of, by its hash. */
  parent: z.strictObject({ version: versionName, hash }).nullable(),
  author: z.string().trim().min(1).max(200),
  effectiveFrom: z.iso.date(),
  /** The first is the one that is written first; texts must be complete in all. */
  languages: z.array(language).min(1),
  start: id,
  nodes: z.array(packNode).min(1).max(500),
  rules: z.array(packRule).min(1).max(500),
  reasons,
  thresholds: z.array(packThreshold),
});

/** `goldens.yaml`. */
export const goldensFile = z.strictObject({ goldens: z.array(packGolden).max(5000) });

/** `texts/LANGUAGE.yaml`. */
export const textsFile = z.strictObject({
  title: words,
  nodes: z.record(
    id,
    z.strictObject({ ask: words, help: words.optional(), answers: z.record(id, words) }),
  ),
  rules: z.record(code, z.strictObject({ label: words, text: words, source: words })),
  exits: z.partialRecord(z.enum(packExits), words),
  reasons: z.record(id, words),
});
export type PackTexts = Readonly<z.infer<typeof textsFile>>;

export type PolicyPack = Readonly<z.infer<typeof packFile>> & {
  readonly goldens: readonly PackGolden[];
  readonly texts: Readonly<Record<string, PackTexts>>;
};

/** JSON Schemas of the files, by name and as text: an editor that knows them completes and checks while one writes. */
export function packSchemas(): Readonly<Record<string, string>> {
  const shapes = {
    'policy.schema.json': packFile,
    'goldens.schema.json': goldensFile,
    'texts.schema.json': textsFile,
  };
  return Object.fromEntries(
    Object.entries(shapes).map(([file, shape]) => [
      file,
      `${JSON.stringify(z.toJSONSchema(shape, { io: 'input' }), null, 2)}\n`,
    ]),
  );
}
