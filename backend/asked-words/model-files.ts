import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = '/usr/share/pocketsphinx/model/en-us';

/** The acoustic model of Debian's `pocketsphinx-en-us`. */
export const model = {
  acoustic: join(folder, 'en-us'),
  phoneLoop: join(folder, 'en-us-phone.lm.bin'),
  dictionary: join(folder, 'cmudict-en-us.dict'),
} as const;

export function hasModel(): boolean {
  return Object.values(model).every((path) => existsSync(path));
}
