import { truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readOwnModels } from '../../../../../main/data-service/evidence/own-models.ts';
import { temporaryFolder } from '../../../../helpers/desk.ts';
import { meanModel } from '../../../../helpers/tiny-onnx.ts';

const model = (changes: object = {}) => ({
  name: 'mean',
  file: 'mean.onnx',
  laneTitle: 'Mean of the picture',
  input: { kind: 'frames', width: 8, height: 8 },
  output: {},
  ...changes,
});

function settingsWith(content: unknown): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'mean.onnx'), meanModel(4));
  const path = join(folder, 'own-models.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

test('a model beside the settings file becomes an analyser with its bytes', async () => {
  const models = readOwnModels(settingsWith({ models: [model()] }));
  expect(models.troubles).toEqual([]);
  expect(models.cards).toMatchObject([{ id: 'model.mean', after: [] }]);
  expect(models.found).toEqual([
    {
      name: 'mean',
      laneTitle: 'Mean of the picture',
      input: 'frames',
      fileVersion: models.cards[0]?.author.version,
    },
  ]);
  const [toRun] = await models.toRun(['model.mean', 'container']);
  expect(toRun?.bytes).toEqual(meanModel(4));
  expect(await models.toRun(['container'])).toEqual([]);
});

test('another file or another way of feeding it is another version', () => {
  const [one, two] = [{}, { output: { activation: 'sigmoid' } }].map(
    (changes) => readOwnModels(settingsWith({ models: [model(changes)] })).cards[0]?.version,
  );
  expect(one).not.toBe(two);
  expect(Number.isSafeInteger(one)).toBe(true);
});

test('a bad entry is a sentence and leaves the others alone', () => {
  const models = readOwnModels(
    settingsWith({
      models: [model({ name: 'NO' }), model({ name: 'gone', file: 'gone.onnx' }), model()],
    }),
  );
  expect(models.cards.map((card) => card.id)).toEqual(['model.mean']);
  expect(models.troubles).toHaveLength(2);
  expect(models.troubles[1]).toContain(`The file of your model "gone" can't be read`);
});

test('no settings file means no models; a broken one is a sentence', () => {
  expect(readOwnModels(join(temporaryFolder(), 'own-models.json'))).toMatchObject({
    cards: [],
    troubles: [],
  });
  expect(readOwnModels(settingsWith('{ models')).troubles).toHaveLength(1);
});

test('a file of more than 512 MB is a sentence, and is not read', () => {
  const settings = settingsWith({ models: [model(), model({ name: 'huge', file: 'huge.onnx' })] });
  const huge = join(dirname(settings), 'huge.onnx');
  writeFileSync(huge, '');
  truncateSync(huge, 513 * 1024 * 1024);
  const models = readOwnModels(settings);
  expect(models.cards.map((card) => card.id)).toEqual(['model.mean']);
  expect(models.troubles).toEqual([
    'The file of your model "huge" is larger than 512 MB. Its lane is left out.',
  ]);
});

test('a file that was changed since the start is not run under the old name of its contents', async () => {
  const settings = settingsWith({ models: [model()] });
  const models = readOwnModels(settings);
  writeFileSync(join(dirname(settings), 'mean.onnx'), meanModel(2));
  expect((await models.toRun(['model.mean']))[0]?.bytes).toHaveLength(0);
});
