// The real backend as a process of its own, with a wire by which the kill test opens cases and reads what arrived.
import { randomBytes } from 'node:crypto';
import { startBackend } from '../../backend/start-backend.ts';
import { addReviewer } from '../../backend/store/reviewers.ts';
import { invite, operatorToken } from '../helpers/backend/invite.ts';
import { cachedTemplate } from '../helpers/backend/empty-database.ts';
import { openCaseWithMedia } from '../helpers/backend/case-with-media.ts';
import type { BackendOrder, BackendReport } from './backend-wire.ts';

const [dataFolder = '', port = '0'] = process.argv.slice(2);
const queue = 'kill';
const clip = Buffer.from(process.env['KILL_TEST_CLIP'] ?? '', 'base64');

const server = await startBackend({
  host: '127.0.0.1',
  port: Number(port),
  dataFolder,
  databaseUrl: null,
  databaseTemplate: await cachedTemplate(),
  operatorToken,
  mayUseFfmpeg: false,
  // Short enough that leases end, cases are wiped and others take over while desks are killed.
  leaseTimes: { liveMs: 10_000, wipeAfterMs: 2_000 },
  onBug: (where, error) => console.error(`backend bug at ${where}: ${String(error)}`),
});
const { database } = server.parts;

/** A playable clip that no other case has: random bytes in a box that players skip (ISO 14496-12, `free`). */
function ownClip(bytes: number): Buffer {
  const box = Buffer.alloc(8);
  box.writeUInt32BE(bytes + 8);
  box.write('free', 4);
  return Buffer.concat([clip, box, randomBytes(bytes)]);
}

async function obey(order: BackendOrder): Promise<BackendReport> {
  switch (order.do) {
    case 'invite': {
      const person = { name: 'R', role: 'reviewer', quotaPerDay: 100_000 } as const;
      const of = await addReviewer(database, { ...person, queues: [queue] });
      const codes: string[] = [];
      for (let n = 0; n < order.count; n += 1) codes.push(await invite(server.parts, { of }));
      return { codes };
    }
    case 'open-cases':
      for (let n = 0; n < order.count; n += 1) {
        const bytes = n % 3 === 0 ? ownClip(n % 6 === 0 ? 300_000 : 2000) : null;
        await openCaseWithMedia(server.parts, queue, order.first + n, bytes);
      }
      return {};
    case 'count-free': {
      const [pending] = await database.query<{ n: number }>(
        'SELECT count(*) AS n FROM pending_cases WHERE NOT is_claimed',
      );
      return { free: pending?.n ?? 0 };
    }
    case 'report': {
      const verdicts = await database.query<{ id: string; device: string; body: unknown }>(
        'SELECT verdict_id AS id, device_id AS device, body FROM verdicts',
      );
      const doubles = await database.query(
        `SELECT case_id FROM verdicts WHERE outcome = 'effective' GROUP BY case_id HAVING count(*) > 1`,
      );
      return { verdicts: [...verdicts], doubles: doubles.length };
    }
  }
}

process.on('message', (order: BackendOrder) => {
  void obey(order).then(
    (report) => process.send?.({ id: order.id, ...report }),
    (error: unknown) => process.send?.({ id: order.id, error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.({ id: 0, url: server.url });
