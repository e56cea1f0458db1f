import { logBug, outliveLog } from './bug-log.ts';
import { readCommandLine, usage } from './options.ts';
import { tellParent, whenParentGoes } from './parent-link.ts';
import { readSecurityContact } from './routes/security-contact.ts';
import { seedDemo } from './seed/seed-demo.ts';
import { startBackend, type RunningServer } from './start-backend.ts';
import { addInvitation } from './store/devices.ts';
import { defaultQueue } from './store/cases.ts';

async function main(): Promise<void> {
  outliveLog();
  const line = orExit(() => readCommandLine(process.argv.slice(2)));
  const securityContact = orExit(() =>
    readSecurityContact(process.env['SECOND_LOOK_SECURITY_CONTACT']),
  );
  const server = await startBackend({
    host: line.host,
    port: line.port,
    dataFolder: line.dataFolder,
    databaseUrl: process.env['DATABASE_URL'] || null,
    leaseTimes: line.leaseSeconds === null ? {} : { liveMs: line.leaseSeconds * 1000 },
    operatorToken: process.env['SECOND_LOOK_OPERATOR_TOKEN'],
    securityContact,
    onBug: logBug,
  });
  endInOrder(server);
  if (!server.parts.database.isDurable) {
    process.stderr.write('not durable: embedded database; set DATABASE_URL for the record\n');
  }
  if (securityContact === null) {
    process.stderr.write('no address for security reports: set SECOND_LOOK_SECURITY_CONTACT\n');
  }
  await invite(server, line.invitations);
  if (line.seed === 'demo') await seedDemo(server.parts, line.seedMedia);
  const listening = { event: 'listening', url: server.url };
  process.stdout.write(`${JSON.stringify(listening)}\n`);
  tellParent(listening);
}

/** What the operator asked for, or the end with a sentence. */
function orExit<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
    process.exit(2);
  }
}

async function invite(server: RunningServer, codes: readonly string[]): Promise<void> {
  for (const code of codes) {
    const person = {
      reviewerName: 'Reviewer',
      role: 'reviewer',
      quotaPerDay: 200,
      queues: [defaultQueue],
      usesLeft: null,
    } as const;
    await addInvitation(server.parts.database, { code, ...person });
  }
}

function endInOrder(server: RunningServer): void {
  const end = () => {
    // A second request, or a close that hangs, must not keep the process.
    process.once('SIGTERM', () => process.exit(1));
    process.once('SIGINT', () => process.exit(1));
    setTimeout(() => process.exit(1), 10_000).unref();
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logBug('closing', error);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  whenParentGoes(end);
}

try {
  await main();
} catch (error) {
  process.stderr.write(
    `The backend could not start: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
}
