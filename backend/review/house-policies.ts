import type { Policy, PolicyBranch } from '../../shared/domain/policy.ts';

type Reason = PolicyBranch['reasons'][number];

/** Reason ids are stable for ever: statistics and appeals refer to them. */
function reasons(titles: Readonly<Record<string, string>>): Reason[] {
  return Object.entries(titles).map(([reasonId, title]) => ({ reasonId, title }));
}

const nothingWrong: PolicyBranch = {
  branchId: 'nothing-wrong',
  category: null,
  title: 'Nothing wrong',
  question:
    'Seen and heard to the end: is there nothing in picture, sound or prompt that a policy speaks of?',
  decisions: ['approve', 'cannot-tell'],
  severity: { min: 0, max: 0 },
  reasons: [],
};

const likeness: PolicyBranch = {
  branchId: 'likeness',
  category: 'likeness',
  title: 'A real person without consent',
  question:
    'Can a real, living person be recognised by face or voice, and is no consent on record?',
  decisions: ['restrict', 'remove', 'escalate', 'cannot-tell'],
  severity: { min: 1, max: 4 },
  reasons: reasons({
    'public-figure': 'A public figure is shown or imitated',
    'private-person': 'A private person is shown or imitated',
    'voice-imitated': 'Only the voice is imitated',
    'consent-missing': 'The upload shows a person and no consent is on record',
  }),
};

const fabricatedSpeech: PolicyBranch = {
  branchId: 'fabricated-speech',
  category: 'fabricated-speech',
  title: 'Words put into a mouth',
  question:
    'Does somebody appear to say what they never said, or is speech replaced, moved or not asked for?',
  decisions: ['approve', 'restrict', 'remove', 'escalate', 'cannot-tell'],
  severity: { min: 0, max: 4 },
  reasons: reasons({
    'speech-replaced': 'The sound is not what the mouth says',
    'speech-out-of-sync': 'Sound and mouth are apart by more than a viewer forgives',
    'speech-not-asked-for': 'There is speech that the prompt did not ask for',
    'speech-attributed': 'A named person is made to say it',
  }),
};

const deception: PolicyBranch = {
  branchId: 'deception',
  category: 'deception',
  title: 'Made to deceive',
  question: 'Would a viewer take it for a record of something that happened, to somebody’s harm?',
  decisions: ['approve', 'restrict', 'remove', 'escalate', 'cannot-tell'],
  severity: { min: 0, max: 4 },
  reasons: reasons({
    'fake-news': 'Looks like news or a recording of an event',
    fraud: 'Sells, begs or threatens under a false name',
    'hidden-edit': 'A cut, splice or freeze hides something',
    'watermark-removed': 'The mark of synthetic origin is missing or covered',
  }),
};

const violence: PolicyBranch = {
  branchId: 'violence',
  category: 'violence',
  title: 'Violence',
  question:
    'Is harm to people or animals shown, threatened or praised beyond what the context explains?',
  decisions: ['approve', 'restrict', 'remove', 'escalate', 'cannot-tell'],
  severity: { min: 0, max: 4 },
  reasons: reasons({
    'harm-shown': 'Harm is shown',
    'harm-threatened': 'Harm is threatened or called for',
    'harm-praised': 'Harm is praised or made fun of',
    'fictional-context': 'Plainly fiction: restrict by age',
  }),
};

const extremism: PolicyBranch = {
  branchId: 'extremism',
  category: 'extremism',
  title: 'Extremism',
  question: 'Does it carry symbols, slogans or recruiting of a movement that preaches violence?',
  decisions: ['approve', 'restrict', 'remove', 'escalate', 'cannot-tell'],
  severity: { min: 0, max: 4 },
  reasons: reasons({
    symbol: 'A listed symbol is shown',
    slogan: 'A listed slogan is said or written',
    recruiting: 'Viewers are asked to join or to give',
    'documentary-context': 'Shown in order to inform or to oppose',
  }),
};

const minors: PolicyBranch = {
  branchId: 'minors',
  category: 'minors',
  title: 'Somebody under 18',
  question:
    'Does anybody look younger than 18 in a setting that puts them at risk? Stop looking as soon as you know.',
  decisions: ['remove', 'escalate'],
  severity: { min: 3, max: 4 },
  reasons: reasons({
    sexualised: 'Sexualised in any way: escalate, the clip leaves this desk',
    danger: 'Shown in danger or made to do something dangerous',
    identifiable: 'A real child can be recognised',
  }),
};

const bias: PolicyBranch = {
  branchId: 'bias',
  category: 'bias',
  title: 'Demeaning a group',
  question:
    'Is a group of people demeaned, or drawn by a stereotype that the prompt did not ask for?',
  decisions: ['approve', 'restrict', 'remove', 'escalate', 'cannot-tell'],
  severity: { min: 0, max: 4 },
  reasons: reasons({
    slur: 'A slur is said or shown',
    stereotype: 'A stereotype carries the joke or the message',
    erased: 'People whom the prompt asked for are changed or missing',
  }),
};

const sexual: PolicyBranch = {
  branchId: 'sexual',
  category: 'sexual',
  title: 'Sexual content',
  question: 'Is there nudity or sexual activity, or a hint at it that this style is not allowed?',
  decisions: ['approve', 'restrict', 'remove', 'escalate', 'cannot-tell'],
  severity: { min: 0, max: 4 },
  reasons: reasons({
    suggestive: 'Suggestive: restrict by age',
    explicit: 'Explicit',
    'without-consent': 'A recognisable person, without consent',
  }),
};

const selfHarm: PolicyBranch = {
  branchId: 'self-harm',
  category: 'self-harm',
  title: 'Self-harm',
  question: 'Is self-harm, suicide or disordered eating shown, taught or made attractive?',
  decisions: ['approve', 'restrict', 'remove', 'escalate', 'cannot-tell'],
  severity: { min: 0, max: 4 },
  reasons: reasons({
    shown: 'It is shown',
    taught: 'A method is explained',
    glorified: 'It is made to look attractive',
    'help-offered': 'It points to help: approve',
  }),
};

const firstBranches = [
  nothingWrong,
  likeness,
  deception,
  violence,
  extremism,
  minors,
  bias,
  sexual,
  selfHarm,
];

const cannotTell: PolicyBranch = {
  branchId: 'cannot-tell',
  category: null,
  title: 'Can’t tell',
  question: 'Why not? A second person looks at it.',
  decisions: ['cannot-tell'],
  severity: { min: 0, max: 0 },
  exit: 'cannot-tell',
  reasons: reasons({
    'language-unknown': 'It is in a language that I don’t know',
    'context-missing': 'It depends on something that this desk doesn’t show',
    'seen-or-heard-too-badly': 'It can’t be seen or heard well enough',
    'policy-unclear': 'The policy doesn’t say, or says two things',
    'not-for-me': 'I should not be the one who judges this',
  }),
};

const notJudgeable: PolicyBranch = {
  branchId: 'not-judgeable',
  category: null,
  title: 'Can’t be judged: broken, empty or the wrong file',
  question: 'What is wrong with the file? This says nothing about whoever made it.',
  decisions: ['cannot-tell'],
  severity: { min: 0, max: 0 },
  exit: 'not-judgeable',
  reasons: reasons({
    'file-broken': 'Picture or sound is broken, or can’t be opened',
    'file-empty': 'Nothing is in it: black, silent or a single frame',
    'file-wrong': 'It is not what the record says: another clip, another kind of file',
  }),
};

/** A branch under a clearer title; its id, questions and reasons stay. */
const retitled = (branch: PolicyBranch, title: string): PolicyBranch => ({ ...branch, title });

/** The policy that a new installation starts with, and those before it. Immutable: a change is a new version. */
export const housePolicies: readonly Policy[] = [
  {
    version: '2026-06',
    title: 'Synthetic video with sound, June 2026',
    effectiveAtMs: Date.UTC(2026, 5, 1),
    compatibleWith: [],
    branches: firstBranches,
  },
  {
    version: '2026-10',
    title:
      'Synthetic video with sound, October 2026: words put into a mouth are a branch of their own',
    effectiveAtMs: Date.UTC(2026, 9, 1),
    compatibleWith: [],
    branches: [nothingWrong, likeness, fabricatedSpeech, ...firstBranches.slice(2)],
  },
  {
    version: '2026-11',
    title: 'Synthetic video with sound, November 2026: two ways out that accuse nobody',
    effectiveAtMs: Date.UTC(2026, 10, 1),
    compatibleWith: ['2026-10'],
    branches: [
      // Who can't tell says so by the way out of its own: what is fine has one decision, and it need not be asked.
      { ...nothingWrong, decisions: ['approve'] },
      likeness,
      retitled(fabricatedSpeech, 'Fabricated speech'),
      deception,
      violence,
      extremism,
      retitled(minors, 'Child at risk'),
      retitled(bias, 'Hate or bias'),
      sexual,
      selfHarm,
      cannotTell,
      notJudgeable,
    ],
  },
];
