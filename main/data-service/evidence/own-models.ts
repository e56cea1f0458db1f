import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import type { FoundModel } from '../../../shared/contract/evidence-api.ts';
import type { ModelToRun } from '../../../shared/contract/measuring-api.ts';
import type { AnalyserCard } from '../../../shared/domain/analyser-cards.ts';
import { ownModel, type OwnModel } from '../../../shared/domain/own-model.ts';

/** The operator's own models: what the desk knows of them, and their bytes when a pass wants them. */
export type OwnModels = {
  readonly cards: readonly AnalyserCard[];
  /** The models that are run. */
  readonly found: readonly FoundModel[];
  /** What is wrong with the settings file or a model, one sentence each. */
  readonly troubles: readonly string[];
  toRun(analysers: readonly string[]): Promise<ModelToRun[]>;
};

export const noModels: OwnModels = {
  cards: [],
  found: [],
  troubles: [],
  toRun: () => Promise.resolve([]),
};

const settingsFile = z.strictObject({ models: z.array(z.unknown()).max(20) });

/** A larger file would not fit beside a clip's pictures in the measuring process. */
const mostModelBytes = 512 * 1024 * 1024;

type Found = { readonly model: OwnModel; readonly path: string; readonly hash: string };

/** Reads `own-models.json`; a bad entry is a sentence and leaves the others alone. No file: no models. */
export function readOwnModels(path: string): OwnModels {
  const troubles: string[] = [];
  const entries = readEntries(path, troubles);
  const found = entries.flatMap((entry, at): Found[] => {
    const parsed = ownModel.safeParse(entry);
    if (!parsed.success) {
      troubles.push(
        `Model ${at + 1} in own-models.json: ${z.prettifyError(parsed.error)}`.slice(0, 500),
      );
      return [];
    }
    const model = parsed.data;
    const file = resolve(dirname(path), model.file);
    try {
      if (statSync(file).size > mostModelBytes) {
        troubles.push(
          `The file of your model "${model.name}" is larger than 512 MB. Its lane is left out.`,
        );
        return [];
      }
      const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
      return [{ model, path: file, hash }];
    } catch {
      troubles.push(`The file of your model "${model.name}" can't be read. Its lane is left out.`);
      return [];
    }
  });
  return {
    troubles,
    cards: found.map(cardOf),
    found: found.map(({ model, hash }) => ({
      name: model.name,
      laneTitle: model.laneTitle,
      input: model.input.kind,
      fileVersion: hash.slice(0, 12),
    })),
    async toRun(analysers) {
      const wanted = found.filter(({ model }) => analysers.includes(idOf(model)));
      return Promise.all(
        wanted.map(async ({ model, path: file, hash }) => ({
          model,
          fileVersion: hash.slice(0, 12),
          bytes: await bytesOf(file, hash),
        })),
      );
    },
  };
}

function readEntries(path: string, troubles: string[]): readonly unknown[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  try {
    return settingsFile.parse(JSON.parse(text)).models;
  } catch {
    troubles.push(
      'own-models.json is not what docs/own-models.md describes. Your models are left out.',
    );
    return [];
  }
}

/** The file's bytes; none where it is gone, or another one than at the start of the desk: its lane says so. */
async function bytesOf(file: string, hash: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await readFile(file).catch(() => Buffer.alloc(0)));
  const isSame = createHash('sha256').update(bytes).digest('hex') === hash;
  return isSame ? bytes : new Uint8Array(0);
}

const idOf = (model: OwnModel): string => `model.${model.name}`;

/** Another file, or another input to it, is another version: clips are measured again. */
function cardOf({ model, hash }: Found): AnalyserCard {
  const version = createHash('sha256').update(hash).update(JSON.stringify(model)).digest();
  return {
    id: idOf(model),
    version: version.readUIntBE(0, 6),
    author: { name: model.laneTitle, version: hash.slice(0, 12) },
    after: model.input.kind === 'mouth-crops' ? ['faces'] : [],
  };
}
