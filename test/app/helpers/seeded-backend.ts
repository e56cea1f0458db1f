import { seedDemo } from '../../../backend/seed/seed-demo.ts';
import { startBackend, type RunningServer } from '../../../backend/start-backend.ts';
import { cachedTemplate } from '../../helpers/backend/empty-database.ts';
import { operatorToken } from '../../helpers/backend/invite.ts';

export { operatorToken };

/** The real backend in this process, on this folder; whatever it calls a bug fails the test. */
export async function startOn(
  dataFolder: string,
  now: () => number = Date.now,
): Promise<RunningServer> {
  return startBackend({
    now,
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
}

/** Takes the demo batch in: probing it and making its review copies costs four times what the rest of a start does. */
export async function seedBackend(dataFolder: string): Promise<void> {
  const server = await startOn(dataFolder);
  await seedDemo(server.parts, null);
  await server.parts.intake.idle();
  await server.close();
}
