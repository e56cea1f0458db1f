import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import type { PackFault } from '../../shared/policy-pack/lint.ts';
import {
  goldensFile,
  packFile,
  textsFile,
  type PackTexts,
  type PolicyPack,
} from '../../shared/policy-pack/pack.ts';

/** A policy that somebody wrote by hand is small; what is larger was not written by hand. */
const mostBytes = 2_000_000;
/** Of faults of one file so many are told. */
const mostTold = 20;

export type ReadPack =
  | { readonly ok: true; readonly pack: PolicyPack; readonly hash: string }
  | { readonly ok: false; readonly faults: readonly PackFault[] };

type Parsed<T> = { readonly value: T } | { readonly faults: readonly PackFault[] };

/** One YAML (or JSON) file of a pack by its shape. Anchors are not followed more than a few times: no file explodes. */
async function readFileAs<S extends z.ZodType>(
  folder: string,
  file: string,
  shape: S,
): Promise<Parsed<z.output<S>>> {
  const fault = (at: string, says: string, mend: string) => ({
    faults: [{ file, at, says, mend }],
  });
  const path = join(folder, file);
  const size = await stat(path).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  );
  if (size === null) return fault('file', 'it is missing', 'write it');
  if (size > mostBytes)
    return fault('file', `it has ${size} bytes; ${mostBytes} are the most`, 'make it smaller');
  const document = parseDocument(await readFile(path, 'utf8'), { uniqueKeys: true });
  const [broken] = document.errors;
  if (broken) {
    const line = broken.linePos?.[0].line ?? 0;
    return fault(`line ${line}`, broken.message.split('\n')[0] ?? 'no YAML', 'mend the YAML');
  }
  const content = (() => {
    try {
      return { is: document.toJS({ maxAliasCount: 20 }) as unknown };
    } catch {
      return null;
    }
  })();
  if (content === null)
    return fault('file', 'its aliases repeat too much', 'write each part out where it stands');
  const parsed = shape.safeParse(content.is);
  if (parsed.success) return { value: parsed.data };
  return {
    faults: parsed.error.issues.slice(0, mostTold).map((issue) => ({
      file,
      at: placeOf(content.is, issue.path),
      says: issue.message,
      mend: 'see docs/policy.md for what stands there',
    })),
  };
}

/** A place in a file in its writer's words: the ids on the way, not only numbers. */
function placeOf(content: unknown, path: readonly PropertyKey[]): string {
  let now = content;
  const words = path.map((key) => {
    now = typeof now === 'object' && now !== null ? Reflect.get(now, key) : undefined;
    const named = now as { readonly id?: unknown; readonly code?: unknown } | null | undefined;
    const name = typeof now === 'object' ? (named?.id ?? named?.code) : undefined;
    return typeof name === 'string' ? name : String(key);
  });
  return words.length === 0 ? 'file' : words.join(', ');
}

/** SHA-256 of everything in a pack, as 64 hex digits; the order of keys in its files does not matter. */
export function packHash(pack: PolicyPack): string {
  return createHash('sha256').update(canonicalJson(pack)).digest('hex');
}

/** Reads a pack's folder: `policy.yaml`, `goldens.yaml`, `texts/LANGUAGE.yaml`. What it means is checked by `lint`. */
export async function readPack(folder: string): Promise<ReadPack> {
  const policy = await readFileAs(folder, 'policy.yaml', packFile);
  const goldens = await readFileAs(folder, 'goldens.yaml', goldensFile);
  const files = await readdir(join(folder, 'texts')).catch(() => []);
  const languages = files
    .flatMap((file) => /^([a-z]{2,3})\.yaml$/u.exec(file)?.[1] ?? [])
    .toSorted();
  const texts = await Promise.all(
    languages.map(async (language) => ({
      language,
      read: await readFileAs(folder, `texts/${language}.yaml`, textsFile),
    })),
  );
  const faults = [policy, goldens, ...texts.map(({ read }) => read)].flatMap((read) =>
    'faults' in read ? read.faults : [],
  );
  if ('faults' in policy || 'faults' in goldens || faults.length > 0) return { ok: false, faults };
  const byLanguage: Record<string, PackTexts> = {};
  for (const { language, read } of texts) if ('value' in read) byLanguage[language] = read.value;
  const pack: PolicyPack = {
    ...policy.value,
    goldens: goldens.value.goldens,
    texts: byLanguage,
  };
  return { ok: true, pack, hash: packHash(pack) };
}
