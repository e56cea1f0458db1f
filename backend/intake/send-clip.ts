import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { backendApi, problem } from '../../shared/contract/backend-api.ts';
import { protocolHeader, protocolVersion } from '../../shared/contract/version.ts';
import { err, ok, type Result } from '../../shared/lifetime/result.ts';
import { defaultDataFolder, embeddedDataFolder, findRunning } from '../store/data-folder.ts';
import { isLoopbackHost } from '../runtime/loopback.ts';
import { isToken, tokenIn } from '../runtime/secret-arguments.ts';
import type { IngestLine } from './ingest-line.ts';

export type Target = { readonly url: string; readonly token: string };

/** The backend to send to and its operator token: as given, or the one that runs on this machine. */
export async function findTarget(
  line: Pick<IngestLine, 'backendUrl' | 'tokenFile' | 'dataFolder'>,
): Promise<Result<Target>> {
  const folders =
    line.dataFolder === null ? [embeddedDataFolder(), defaultDataFolder()] : [line.dataFolder];
  const named = line.tokenFile === null ? null : await tokenIn(line.tokenFile);
  if (named?.ok === false) return named;
  const given = named?.value ?? (process.env['SECOND_LOOK_OPERATOR_TOKEN'] || undefined);
  if (given !== undefined && !isToken(given))
    return err(
      'bad-message',
      'SECOND_LOOK_OPERATOR_TOKEN does not hold one token and nothing else. Nothing was sent.',
    );
  for (const folder of folders) {
    const running = await findRunning(folder);
    const url = line.backendUrl ?? running?.url;
    const isThisOne = running !== null && sameAddress(running.url, url);
    const token = given ?? (isThisOne ? await ownToken(folder) : undefined);
    if (url !== undefined && token !== undefined)
      return isClosedLine(url) ? ok({ url, token }) : openLine();
  }
  if (line.backendUrl !== null) {
    return err(
      'unauthorized',
      'This backend wants an operator token: give --token-file FILE, or set SECOND_LOOK_OPERATOR_TOKEN.',
    );
  }
  const looked = folders.join(' or ');
  return err(
    'not-found',
    `No backend is running with its data in ${looked}. Start one with: npm run backend`,
  );
}

/** Whether the connection can't be read on the way: the token, prompts and clips go over it. */
function isClosedLine(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackHost(url.hostname));
}

const openLine = () =>
  err(
    'refused',
    'The address of a backend begins with https://, or lies on this machine: else everybody on the way could read the token. Nothing was sent.',
  );

async function ownToken(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, 'operator.token'), 'utf8').catch(() => '');
  return text.trim() || undefined;
}

function sameAddress(a: string, b: string | undefined): boolean {
  const plain = (url: string) => url.replace('//localhost', '//127.0.0.1').replace(/\/+$/, '');
  return b !== undefined && plain(a) === plain(b);
}

/** Registers a clip and uploads it; the value is one line for the terminal that begins with the case id. */
export async function sendClip(
  target: Target,
  line: IngestLine,
  file: string,
): Promise<Result<string>> {
  const { registerGeneration, uploadMedia } = backendApi;
  const registered = await send(target, registerGeneration.method, registerGeneration.path, {
    body: JSON.stringify(line.describe(file)),
    headers: { 'content-type': 'application/json' },
  });
  if (!registered.ok) return registered;
  const known = registerGeneration.replies[201].safeParse(registered.value);
  if (!known.success) return notTheProtocol();

  const path = uploadMedia.path.replace('{generationId}', known.data.generationId);
  const { size } = await stat(file);
  const uploaded = await send(target, uploadMedia.method, path, {
    body: size === 0 ? new Uint8Array() : streamOf(file),
    duplex: 'half',
    headers: { 'content-type': 'application/octet-stream' },
  });
  if (!uploaded.ok) return uploaded;
  const taken = uploadMedia.replies[201].safeParse(uploaded.value);
  if (!taken.success) return notTheProtocol();
  const { caseId, mediaState, mediaNote } = taken.data;
  return ok(
    [caseId, basename(file), mediaState, mediaNote].filter((part) => part !== '').join('  '),
  );
}

/** Node's stream is the same as the web's; where the browser's types are known, too, theirs differ by a word. */
function streamOf(file: string): Payload['body'] {
  return Readable.toWeb(createReadStream(file)) as unknown as ReadableStream<Uint8Array>;
}

type Payload = {
  readonly body: NonNullable<RequestInit['body']>;
  readonly headers: Readonly<Record<string, string>>;
  readonly duplex?: 'half';
};

async function send(
  target: Target,
  method: string,
  path: string,
  payload: Payload,
): Promise<Result<unknown>> {
  const headers = {
    ...payload.headers,
    authorization: `Bearer ${target.token}`,
    [protocolHeader]: String(protocolVersion),
  };
  const url = new URL(path, target.url);
  // A backend that sends us on is not followed: token, prompt and clip are for the one that was named.
  const reply = await fetch(url, { ...payload, method, headers, redirect: 'error' }).catch(
    () => null,
  );
  if (!reply) return err('offline', `The backend at ${target.url} does not answer.`, 'later');
  const answer: unknown = await reply.json().catch(() => null);
  if (reply.ok) return ok(answer);
  const refusal = problem.safeParse(answer);
  if (!refusal.success) return notTheProtocol();
  const { title, detail } = refusal.data;
  return err('refused', `${title}${detail === undefined ? '' : `: ${detail}`}`);
}

function notTheProtocol() {
  return err('bad-answer', 'What answers there is not a moderation backend of this protocol.');
}
