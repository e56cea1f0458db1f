import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { backendHomes } from '../../helpers/backend/backend-homes.ts';
import { HttpCaller, HttpDesk, cannotTell } from '../../helpers/backend/http-desk.ts';
import { invite, operatorToken } from '../../helpers/backend/invite.ts';
import { someGeneration } from '../../helpers/backend/backend-fixtures.ts';

/** A backend that is known by its address alone. */
type Address = {
  readonly url: string;
  readonly invitation: string;
  readonly operatorToken: string;
};
type Addressed = {
  readonly name: string;
  start(): Promise<{ readonly at: Address; stop(): Promise<void> }>;
};

/** Ours, or the one that SECOND_LOOK_BACKEND_URL (with _INVITATION and _OPERATOR_TOKEN) names. */
function addressed(): readonly Addressed[] {
  const {
    SECOND_LOOK_BACKEND_URL: url,
    SECOND_LOOK_BACKEND_INVITATION: code,
    SECOND_LOOK_OPERATOR_TOKEN: token,
  } = process.env;
  if (url) {
    const at = { url, invitation: code ?? '', operatorToken: token ?? '' };
    return [{ name: url, start: () => Promise.resolve({ at, stop: () => Promise.resolve() }) }];
  }
  return backendHomes().map((home) => ({
    name: home.name,
    async start() {
      const backend = await home.start({ operatorToken, mayUseFfmpeg: false });
      const { url, parts } = backend.server;
      const at = { url, operatorToken, invitation: await invite(parts) };
      return { at, stop: () => backend.stop() };
    },
  }));
}

describe.each(addressed())('any backend of this protocol: $name', (place) => {
  let at: Address;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    const started = await place.start();
    at = started.at;
    stop = () => started.stop();
  });
  afterAll(() => stop());

  test('a clip goes in, a desk claims it, fetches it, decides it, and the backend has the verdict once', async () => {
    const operator = new HttpCaller(at.url, at.operatorToken);
    const { generationId } = (
      await operator.ask('registerGeneration', { body: someGeneration({ dueInMs: 1000 }) })
    ).body;
    const bytes = Buffer.from(`no clip at all, ${generationId}`.repeat(20_000));
    const taken = await operator.ask('uploadMedia', { params: { generationId }, bytes });
    expect(taken).toMatchObject({ status: 201, body: { mediaState: 'broken' } });

    const desk = await HttpDesk.enrol(at.url, at.invitation);
    const start = (await desk.ask('readSnapshot')).body.cursor;
    const claim = (await desk.claim(200)).find((found) => found.caseId === taken.body.caseId);
    if (!claim) throw new Error('the case did not come to the desk');

    const params = { sha256: createHash('sha256').update(bytes).digest('hex') };
    const manifest = (await desk.ask('readManifest', { params })).body;
    const fetched: Buffer[] = [];
    for (const [n, hash] of manifest.chunks.entries()) {
      const range = `bytes=${n * manifest.chunkBytes}-${(n + 1) * manifest.chunkBytes - 1}`;
      const reply = await desk.fetch('readMedia', { params, headers: { range } });
      const chunk = Buffer.from(await reply.arrayBuffer());
      expect([reply.status, createHash('sha256').update(chunk).digest('hex')]).toEqual([206, hash]);
      fetched.push(chunk);
    }
    expect(Buffer.concat(fetched)).toEqual(bytes);

    const verdict = desk.verdictOn(claim, cannotTell);
    const first = await desk.put(verdict);
    expect(first).toMatchObject({ status: 201, body: { outcome: 'effective' } });
    expect(await desk.put(verdict)).toMatchObject({ status: 200, body: first.body });
    expect((await desk.put({ ...verdict, note: 'changed' })).problem?.status).toBe(422);

    const { body } = await desk.ask('readChanges', { query: { cursor: start } });
    expect(body.changes).toContainEqual(
      expect.objectContaining({ kind: 'decided', caseId: claim.caseId }),
    );
    const found = await operator.ask('readCase', { params: { caseId: claim.caseId } });
    expect(found.body).toMatchObject({ state: 'decided', effectiveVerdictId: verdict.verdictId });
    expect(found.body.verdicts).toHaveLength(1);
  });
});
