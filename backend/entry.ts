import './runtime/private-files.ts';
import { readFile } from 'node:fs/promises';
import { logBug, outliveLog } from './bug-log.ts';
import { sentenceOf } from './runtime/sentence-of.ts';
import { forTerminal } from './runtime/for-terminal.ts';
import { inviteOwnDesk, inviteSomebody } from './invite-desk.ts';
import { readCommandLine, usage, type CommandLine } from './options.ts';
import { hearParent, tellParent, whenParentGoes } from './runtime/parent-link.ts';
import { addDemoReviewer, seedDemo } from './seed/seed-demo.ts';
import { readSecurityContact } from './routes/security-contact.ts';
import { startBackend, type RunningServer } from './start-backend.ts';

async function main(): Promise<void> {
  outliveLog();
  if (process.argv.includes('--help')) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const line = orExit(() => readCommandLine(process.argv.slice(2)));
  const securityContact = orExit(() =>
    readSecurityContact(process.env['SECOND_LOOK_SECURITY_CONTACT']),
  );
  const begun: { tell: (message: unknown) => void; readonly early: unknown[] } = {
    early: [],
    tell: (message) => void begun.early.push(message),
  };
  if (line.seed === 'demo') hearParent((message) => begun.tell(message));
  const server = await startBackend({
    host: line.host,
    port: line.port,
    dataFolder: line.dataFolder,
    databaseUrl: process.env['DATABASE_URL'] || null,
    leaseTimes: line.leaseSeconds === null ? {} : { liveMs: line.leaseSeconds * 1000 },
    operatorToken: process.env['SECOND_LOOK_OPERATOR_TOKEN'],
    securityContact,
    http: {
      publicNames: line.publicNames,
      isBehindTlsProxy: line.isBehindTlsProxy,
      tls: await tlsOf(line),
    },
    onBug: logBug,
  });
  endInOrder(server);
  if (!server.parts.database.isDurable) {
    process.stderr.write('not durable: embedded database; set DATABASE_URL for the record\n');
  }
  if (securityContact === null) {
    process.stderr.write('no address for security reports: set SECOND_LOOK_SECURITY_CONTACT\n');
  }
  if (line.invite) say({ event: 'invitation', ...(await inviteSomebody(server.parts)) });
  if (line.seed === 'demo') {
    await addDemoReviewer(server.parts);
    begun.tell = (message) =>
      void inviteOwnDesk(server.parts, message).catch((error: unknown) =>
        logBug('invitation', error),
      );
    for (const message of begun.early.splice(0)) begun.tell(message);
    await seedDemo(server.parts, line.seedMedia);
  }
  const listening = { event: 'listening', url: server.url };
  say(listening);
  tellParent(listening);
}

function say(event: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

async function tlsOf({ tls }: CommandLine) {
  if (tls === null) return null;
  const [cert, key] = await Promise.all([tls.certFile, tls.keyFile].map(pemIn));
  return { cert: cert ?? '', key: key ?? '' };
}

async function pemIn(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  if (text.includes('-----BEGIN')) return text;
  throw new Error(`${file} can't be read, or is no PEM file.`);
}

/** What the operator asked for, or the end with a sentence. */
function orExit<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    process.stderr.write(`${forTerminal(sentenceOf(error))}\n`);
    process.exit(2);
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
  process.stderr.write(`The backend could not start: ${forTerminal(sentenceOf(error))}\n`);
  process.exit(1);
}
