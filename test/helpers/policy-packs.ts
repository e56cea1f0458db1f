import { fileURLToPath } from 'node:url';
import { readPack } from '../../backend/policy-packs/read-pack.ts';
import type { PolicyPack } from '../../shared/policy-pack/pack.ts';

/** The smallest sound pack: two questions, one rule with a golden on each side of its line. */
export function smallPack(): PolicyPack {
  return {
    id: 'small',
    version: '2026-12',
    parent: null,
    author: 'A test',
    effectiveFrom: '2026-12-01',
    languages: ['en'],
    start: 'what',
    nodes: [
      {
        id: 'what',
        kind: 'predicate',
        modalities: ['picture'],
        answers: [
          { id: 'harm', key: '1', to: { node: 'who' } },
          { id: 'none', key: '2', to: { exit: 'nothing-found' } },
        ],
      },
      {
        id: 'who',
        kind: 'choice',
        modalities: ['picture', 'sound'],
        answers: [
          { id: 'real', key: '1', to: { rule: 'TST-1' } },
          { id: 'drawn', key: '2', to: { exit: 'nothing-found' } },
        ],
      },
    ],
    rules: [
      {
        code: 'TST-1',
        harm: 'likeness',
        severity: { min: 1, max: 3 },
        decisions: ['restrict', 'remove'],
        actions: ['REMOVED'],
        ground: { terms: 'Real people' },
        dsa: { category: 'CYBER_VIOLENCE', keyword: 'NON_CONSENSUAL_MATERIAL_DEEPFAKE' },
        evidence: [],
        secondReview: false,
      },
    ],
    reasons: { 'cannot-tell': ['unclear'] },
    thresholds: [],
    goldens: [
      {
        id: 'hit',
        rule: 'TST-1',
        side: 'violates',
        story: 'A neighbour dances.',
        path: [
          ['what', 'harm'],
          ['who', 'real'],
        ],
      },
      {
        id: 'miss',
        rule: 'TST-1',
        side: 'safe',
        story: 'A drawn neighbour dances.',
        path: [
          ['what', 'harm'],
          ['who', 'drawn'],
        ],
        exit: 'nothing-found',
      },
    ],
    texts: {
      en: {
        title: 'Small',
        nodes: {
          what: { ask: 'Is there harm?', answers: { harm: 'Yes', none: 'No' } },
          who: { ask: 'Who?', answers: { real: 'Somebody real', drawn: 'A drawing' } },
        },
        rules: {
          'TST-1': { label: 'Real person', text: 'A real person is shown.', source: 'A test' },
        },
        exits: { 'cannot-tell': 'Can’t tell' },
        reasons: { unclear: 'It is unclear' },
      },
    },
  };
}

export function shippedFolder(name: string): string {
  return fileURLToPath(new URL(`../../backend/policies/${name}`, import.meta.url));
}

export async function shippedPack(name: string): Promise<PolicyPack> {
  const read = await readPack(shippedFolder(name));
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.pack;
}
