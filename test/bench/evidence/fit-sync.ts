import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { startMeasuringHarness } from '../../helpers/measuring-harness.ts';
import { clipsIn } from './evidence-clips.ts';
import { teach, wholeMap } from './fit-clips.ts';

/**
 * `npm run fit:sync -- --data FOLDER [--out FILE]`: fits the map from sound to mouth on clips of one talking face
 * that are in sync. Same clips, same programs, same bytes.
 */
const committed = resolve(import.meta.dirname, '../../../renderer/evidence/sync/grid-map.json');
const { values } = parseArgs({
  options: { data: { type: 'string' }, out: { type: 'string', default: committed } },
});
if (!values.data) throw new Error('say --data FOLDER');

const workFolder = await mkdtemp(join(tmpdir(), 'second-look-fit-'));
const harness = await startMeasuringHarness();
try {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const clips = await teach(harness, await clipsIn(values.data), workFolder, say);
  if (clips.length < 3) throw new Error('fewer than three clips to fit on');
  const { figures, ...map } = wholeMap(clips);
  const about = {
    origin: 'GRID audio-visual sentence corpus (Cooke, Barker, Cunningham, Shao, JASA 2006)',
    licence:
      'Published by its authors under CC BY 4.0 as far as we know; only these sums of it are kept here, no clip.',
    madeBy: 'npm run fit:sync',
    clips: await Promise.all(
      clips.map(async ({ name, clip }) => ({
        name,
        sha256: createHash('sha256')
          .update(await readFile(clip))
          .digest('hex'),
      })),
    ),
    figures,
  };
  const text = JSON.stringify({ about, ...map });
  const style = await resolveConfig(committed);
  await writeFile(values.out, await format(text, { ...style, parser: 'json' }));
  say(JSON.stringify({ clips: clips.length, ...figures, biasMs: map.biasMs, voice: map.voice }));
} finally {
  await harness.close();
  await rm(workFolder, { recursive: true, force: true });
}
