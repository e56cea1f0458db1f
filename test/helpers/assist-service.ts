import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { saveAssistSettings } from '../../main/data-service/assist/assist-settings.ts';
import { runAssist, type AssistDeps } from '../../main/data-service/assist/assist.ts';
import { realWorld } from '../../main/data-service/runtime/world.ts';
import type { Claim } from '../../shared/domain/claim.ts';
import type { ClassifierScore, Generation } from '../../shared/domain/generation.ts';
import { modalities, type Modality } from '../../shared/domain/harm-category.ts';
import type { Policy } from '../../shared/domain/policy.ts';
import { expectValue } from '../../shared/lifetime/result.ts';
import { intakeBench } from './intake-bench.ts';
import { madeClaim, madeEnrolment, madePolicy } from './case-fixtures.ts';

export type Asked = {
  readonly path: string;
  readonly body: string;
  readonly authorization: string;
};
export type Reply = {
  readonly status: number;
  readonly body: unknown;
  readonly type?: string;
  readonly location?: string;
};

/** A small server that speaks the same shapes as an OpenAI-compatible service. */
export async function assistService(
  reply: (asked: Asked) => Reply | null,
): Promise<{ readonly url: string; readonly asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const question = {
        path: request.url ?? '',
        body: Buffer.concat(parts).toString('latin1'),
        authorization: request.headers.authorization ?? '',
      };
      asked.push(question);
      const answer = reply(question);
      if (answer === null) return;
      response.writeHead(answer.status, {
        'content-type': answer.type ?? 'application/json',
        ...(answer.location === undefined ? {} : { location: answer.location }),
      });
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked };
}

export const moderation = {
  id: 'm',
  model: 'omni',
  results: [
    {
      flagged: true,
      categories: {},
      category_scores: { violence: 0.7, 'sexual/minors': 0.01, harassment: 0.2 },
      category_applied_input_types: {
        violence: ['text', 'image'],
        'sexual/minors': ['text'],
        harassment: ['text'],
      },
    },
  ],
};
export const verbose = {
  task: 'transcribe',
  language: 'english',
  duration: 2,
  text: 'Hello there.',
  segments: [{ id: 0, start: 0.25, end: 1.5, text: ' Hello there.' }],
};
/** Answers every question as such a service does on a good day. */
export const helpful = (asked: Asked): Reply => ({
  status: 200,
  body: asked.path.endsWith('/moderations') ? moderation : verbose,
});
const frames = [{ frame: 12, jpeg: new Uint8Array([0xff, 0xd8, 1, 2]) }];
const sound = new Uint8Array(100);

/** A classifier's word on minors for one part of a generation. */
export const minorsOf = (modality: Modality, score: number | null): ClassifierScore => ({
  category: 'minors',
  modality,
  score,
  classifier: 'c',
  version: '1',
});
/** Every part was checked, and nothing was found. */
export const allChecked: readonly ClassifierScore[] = modalities.map((part) => minorsOf(part, 0));

export const minorsBranch: Policy['branches'][number] = {
  branchId: 'minors',
  category: 'minors',
  title: 'A minor',
  question: 'Is a child at risk?',
  decisions: ['remove'],
  severity: { min: 4, max: 4 },
  reasons: [],
};

/** A desk of a lead with one case, every part of it checked for minors, that asks the service at this address. */
export function deskWithAssist(
  url: string,
  claim: Partial<Claim> = {},
  generation: Partial<Generation> = {},
  context: Partial<AssistDeps> = {},
) {
  const { tables } = intakeBench();
  tables.settings.write('enrolment', { ...madeEnrolment, role: 'lead' });
  tables.policies.save({ ...madePolicy, branches: [...madePolicy.branches, minorsBranch] });
  const checked = { scores: [...allChecked], ...generation };
  tables.cases.take(madeClaim('a', [], claim, checked), 'ready', null);
  expectValue(
    saveAssistSettings(
      tables,
      { enabled: true, baseUrl: url, moderationModel: 'omni', transcriptionModel: 'whisper' },
      'the-key',
    ),
  );
  return {
    tables,
    /** `soundFromUs`: the media time of the sound's first sample. */
    run: (soundFromUs = 0) =>
      runAssist({ tables, world: realWorld(), timeoutMs: 1500, ...context }, 'case-a', frames, {
        wav: sound,
        fromUs: soundFromUs,
      }),
  };
}
