import { join } from 'node:path';
import { expect, test } from 'vitest';
import { touchedBy } from '../../../../tools/checks/changed.mjs';
import { importersOf, reaching } from '../../../../tools/checks/import-graph.mjs';
import { selectChanged } from '../../../../tools/checks/selection.mjs';

const project = join(import.meta.dirname, '../../../..');
const importers = importersOf(project);

test('the import graph reaches a test through everything between, and a program through its path', () => {
  const found = reaching(importers, ['shared/lifetime/result.ts']);
  expect(found).toContain('test/unit/main/data-service/intake/sync.test.ts');
  expect(found).toContain('main/data-service/entry.ts');
  expect(found).toContain('test/kill/killed-desk.ts');
});

test('a changed lane is tested by its own tests and on the page that shows it, not on the statistics', () => {
  const touched = touchedBy(['renderer/lanes/film-slots.ts'], importers);
  expect(touched.vitest).toContain('test/unit/renderer/lanes/film-slots.test.ts');
  expect(touched.vitest.filter((file: string) => file.includes('/backend/'))).toEqual([]);
  expect(touched.playwright).toContain('test/app/player/filmstrip.spec.ts');
  expect(touched.playwright).toContain('test/app/exact-lanes.spec.ts');
  expect(touched.playwright).not.toContain('test/app/player/drift.spec.ts');
  expect(touched.leftOut).toContain('test/app/player/drift.spec.ts');
  expect(touched.leftOut).toContain('simulation');
});

test('a changed spec runs whatever it costs; a changed simulation too', () => {
  const touched = touchedBy(
    ['test/app/player/fuzz.spec.ts', 'test/simulation/oracle.ts'],
    importers,
  );
  expect(touched.playwright).toEqual(['test/app/player/fuzz.spec.ts']);
  expect(touched.programs).toEqual(['simulation']);
});

test('a changed document asks for the format and the rules of the house alone', () => {
  const changed = ['docs/journey.md'];
  const chosen = selectChanged(changed, touchedBy(changed, importers));
  expect(chosen).toMatchObject({
    checks: ['format'],
    files: { format: changed },
    vitest: ['test/house/'],
    long: [],
    build: false,
    playwright: [],
  });
});
