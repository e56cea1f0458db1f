import { lstatSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A host as a URL names it, with port where it is not the usual one: no scheme, path, name or blank. */
const host = z
  .string()
  .min(1)
  .max(300)
  .transform((text, context) => {
    const url = URL.canParse(`https://${text}`) ? new URL(`https://${text}`) : null;
    const isHostAlone = url !== null && !/[\s/\\?#@]/u.test(text) && url.host !== '';
    if (isHostAlone) return url.host;
    context.addIssue({ code: 'custom', message: 'is no host' });
    return z.NEVER;
  });
const hosts = z.array(host).max(100);
const file = z.strictObject({ backends: hosts.optional(), assist: hosts.optional() });

/** The hosts, with port where it is not the usual one, that an operator allows; null: whichever a person confirms. */
export type PinnedHosts = {
  readonly backends: readonly string[] | null;
  readonly assist: readonly string[] | null;
  /** Why the operator's list allows nothing, in a sentence; null where it was read, or there is none. */
  readonly trouble: string | null;
};

/** Where an operator pins hosts for all desks of a machine, by platform. */
const machineFiles: Partial<Record<NodeJS.Platform, string>> = {
  linux: '/etc/second-look/hosts.json',
  darwin: '/Library/Application Support/Second Look/hosts.json',
  win32: 'C:\\ProgramData\\Second Look\\hosts.json',
};

const mostBytes = 65_536;

/**
 * Reads `hosts.json` (`{"backends": ["review.example.org"], "assist": []}`): the machine's own where there is one, else
 * that of this desk's folder. A file that can't be read allows nothing, and neither does one that can't even be looked at:
 * only where there certainly is none does the next count.
 */
export function readPinnedHosts(
  folder: string,
  platform: NodeJS.Platform,
  machineFile = machineFiles[platform],
): PinnedHosts {
  const path = [machineFile, join(folder, 'hosts.json')].find(
    (one) => one !== undefined && mayBeThere(one),
  );
  if (path === undefined) return { backends: null, assist: null, trouble: null };
  try {
    const { backends = null, assist = null } = parse(path);
    return { backends, assist, trouble: null };
  } catch (error) {
    return { backends: [], assist: [], trouble: sentence(path, error) };
  }
}

function mayBeThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch (error) {
    return !isCode(error, 'ENOENT') && !isCode(error, 'ENOTDIR');
  }
}

function parse(path: string): z.output<typeof file> {
  const about = statSync(path);
  // Before it is opened: a pipe would be waited for.
  if (!about.isFile()) throw new Unfit('it is no file');
  if (about.size > mostBytes) throw new Unfit(`it is larger than ${mostBytes} bytes`);
  const bytes = readFileSync(path);
  const json = jsonOf(bytes);
  const parsed = file.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Unfit(
    `it should look like {"backends": ["review.example.org"], "assist": []}, and is wrong at /${issue?.path.join('/') ?? ''}`,
  );
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    // With its byte order mark, as editors on Windows write it.
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Unfit('it is no JSON in UTF-8');
  }
}

/** What is wrong with the content, in words of ours. */
class Unfit extends Error {}

function sentence(path: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const why = error instanceof Unfit ? error.message : `it can't be read (${code})`;
  return `The operator's list of allowed hosts, ${path}, is not used: ${why}. Until it is mended no backend and no assistance service is allowed; your verdicts and drafts stay here and are safe.`;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
