import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openMediaFolder } from '../../../../backend/media/media-folder.ts';

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'second-look-media-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

async function* bytes(): AsyncIterable<Uint8Array> {
  yield Buffer.from('a clip');
}

test('bytes that are refused once they are there leave nothing behind', async () => {
  const folder = emptyFolder();
  const media = await openMediaFolder(folder);
  await (await media.receive(bytes())).discard();
  expect(filesIn(folder)).toEqual([]);
  await (await media.receive(bytes())).keep();
  expect(filesIn(folder)).toHaveLength(1);
});

test('what a killed run left half done is gone at the next start', async () => {
  const folder = emptyFolder();
  const media = await openMediaFolder(folder);
  writeFileSync(media.scratchPath('.mp4'), 'half a review copy');
  await media.receive(bytes());
  expect(filesIn(folder)).toHaveLength(2);
  await openMediaFolder(folder);
  expect(filesIn(folder)).toEqual([]);
});
