import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedDemo } from '../../../backend/seed/seed-demo.ts';
import { startBackend } from '../../../backend/start-backend.ts';
import type { Database } from '../../../backend/store/database.ts';
import { cachedTemplate } from '../../helpers/backend/empty-database.ts';
import { cuttableNetwork, type CuttableNetwork } from '../../helpers/cuttable-network.ts';
import { removeFolder } from './remove-folder.ts';

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
      readonly measured?: readonly { readonly analyser: string; readonly standing: string }[];
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
  /** Sets the backend's clock, which alone decides, ahead. */
  turnClock(ms: number): void;
  /** Every verdict that the backend holds, oldest first. */
  verdicts(): Promise<readonly SettledVerdict[]>;
  caseCount(): Promise<number>;
  close(): Promise<void>;
};

export const operatorToken = 'operator';
export const demoInvitation = 'DEMO-REVIEWER';

export async function liveBackend(): Promise<LiveBackend> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'backend-'));
  const clock = { aheadMs: 0 };
  const server = await startBackend({
    now: () => Date.now() + clock.aheadMs,
    host: '127.0.0.1',
    port: 0,
    dataFolder,
    databaseUrl: null,
    databaseTemplate: await cachedTemplate(),
    operatorToken,
    onBug: (where, error) => {
      throw new Error(`the backend failed at ${where}`, { cause: error });
    },
  });
  await seedDemo(server.parts, null);
  await server.parts.intake.idle();
  const network = await cuttableNetwork(server.url);
  const { database } = server.parts;
  return {
    url: network.url,
    directUrl: server.url,
    database,
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
