import { expect, it } from 'vitest';
import { neighbourEdge } from '../../../../renderer/case/findings/finding-edges.ts';
import type { Finding } from '../../../../shared/domain/finding.ts';

const finding = (findingId: string, fromUs: number, toUs: number): Finding => ({
  findingId,
  kind: 'frozen-picture',
  fromUs,
  toUs,
  fromFrame: null,
  toFrame: null,
  note: '',
});
const findings = [finding('a', 1000, 5001), finding('b', 3000, 9001)];

it('goes through the edges of overlapping findings in their order in time', () => {
  const seen: number[] = [];
  for (let at = neighbourEdge(findings, null, 0, 1); at !== null;) {
    seen.push(at);
    at = neighbourEdge(findings, null, at, 1);
  }
  expect(seen).toEqual([1000, 3000, 5000, 9000]);
});

it('goes back the same way, and nowhere beyond the first', () => {
  expect(neighbourEdge(findings, null, 5000, -1)).toBe(3000);
  expect(neighbourEdge(findings, null, 1000, -1)).toBeNull();
});
