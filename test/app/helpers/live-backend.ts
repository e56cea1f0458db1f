import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../../backend/store/database.ts';
import { invite } from '../../helpers/backend/invite.ts';
import { cuttableNetwork, type CuttableNetwork } from '../../helpers/cuttable-network.ts';
import { copyOncePerRun } from '../../helpers/once-per-run.ts';
import { removeFolder } from './remove-folder.ts';
import { seedBackend, startOn } from './seeded-backend.ts';

export { operatorToken } from './seeded-backend.ts';

export type SettledVerdict = {
  readonly verdictId: string;
  readonly caseId: string;
  readonly title: string;
  readonly outcome: string;
  readonly decision: string;
  readonly body: {
    readonly findings: readonly { readonly kind: string; readonly fromFrame: number }[];
    readonly conduct: {
      readonly coverage?: { readonly seenFiltered: readonly unknown[] };
      readonly measured?: readonly { readonly analyser: string; readonly status: string }[];
    };
  };
};

/** The real backend with the demo batch, behind a cable that a test can cut. */
export type LiveBackend = {
  readonly url: string;
  /** Past the cable: for other desks and operators. */
  readonly directUrl: string;
  readonly network: CuttableNetwork;
  readonly database: Database;
  /** A code for one desk of somebody new. */
  invite(): Promise<string>;
  /** Sets the backend's clock, which alone decides, ahead. */
  turnClock(ms: number): void;
  /** Every verdict that the backend holds, oldest first. */
  verdicts(): Promise<readonly SettledVerdict[]>;
  caseCount(): Promise<number>;
  close(): Promise<void>;
};

export async function liveBackend(): Promise<LiveBackend> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'backend-'));
  await copyOncePerRun('seeded-backend', seedBackend, dataFolder);
  const clock = { aheadMs: 0 };
  const server = await startOn(dataFolder, () => Date.now() + clock.aheadMs);
  const network = await cuttableNetwork(server.url);
  const { database } = server.parts;
  return {
    url: network.url,
    directUrl: server.url,
    database,
    invite: () => invite(server.parts, { quotaPerDay: 400 }),
    turnClock: (ms) => void (clock.aheadMs += ms),
    network,
    verdicts: async () =>
      (await database.query(
        `SELECT v.verdict_id AS "verdictId", v.case_id AS "caseId", v.outcome, v.decision, v.body,
           g.record->>'title' AS title
         FROM verdicts v JOIN cases c ON c.case_id = v.case_id
         JOIN generations g ON g.generation_id = c.generation_id
         ORDER BY v.received_at_ms, v.verdict_id`,
      )) as unknown as readonly SettledVerdict[],
    caseCount: async () =>
      Number((await database.query('SELECT count(*) AS n FROM cases'))[0]?.['n'] ?? 0),
    async close() {
      await network.close();
      await server.close();
      await removeFolder(dataFolder);
    },
  };
}
