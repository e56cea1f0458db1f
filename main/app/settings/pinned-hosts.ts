import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const hosts = z.array(z.string().min(1).max(300)).max(100);
const file = z.strictObject({ backends: hosts.optional(), assist: hosts.optional() });

/** The hosts, with port where it is not the usual one, that an operator allows; null: whichever a person confirms. */
export type PinnedHosts = {
  readonly backends: readonly string[] | null;
  readonly assist: readonly string[] | null;
};

/** Where an operator pins hosts for all desks of a machine, by platform. */
const machineFiles: Partial<Record<NodeJS.Platform, string>> = {
  linux: '/etc/second-look/hosts.json',
  darwin: '/Library/Application Support/Second Look/hosts.json',
  win32: 'C:\\ProgramData\\Second Look\\hosts.json',
};

/**
 * Reads `hosts.json` (`{"backends": ["review.example.org"], "assist": []}`): the machine's own where there is one, else
 * that of this desk's folder. A file that can't be read allows nothing.
 */
export function readPinnedHosts(folder: string, platform: NodeJS.Platform): PinnedHosts {
  const path = [machineFiles[platform], join(folder, 'hosts.json')].find(
    (one) => one !== undefined && existsSync(one),
  );
  if (path === undefined) return { backends: null, assist: null };
  try {
    const { backends = null, assist = null } = file.parse(JSON.parse(readFileSync(path, 'utf8')));
    return { backends, assist };
  } catch {
    return { backends: [], assist: [] };
  }
}
