import type { Tables } from '../../main/data-service/cache/tables.ts';
import { reviewReasons } from '../../shared/domain/generation.ts';
import { caseStates } from '../../shared/domain/case.ts';
import { madeClaim } from './case-fixtures.ts';
import { sha256Of } from './model-backend.ts';

/** Fills a cache with `n` cases of every state and reason, as a long-used desk would hold them. */
export function fillCases(tables: Tables, n: number): void {
  tables.transaction(() => {
    for (let at = 0; at < n; at += 1) {
      const scattered = (at * 7919) % n;
      const file = {
        sha256: sha256Of(Buffer.from(String(at))),
        sizeBytes: 1_000_000 + scattered * 37,
        chunkBytes: 262_144,
        mimeType: 'video/mp4',
        role: 'original' as const,
        proxy: null,
      };
      const claim = madeClaim(
        String(at).padStart(6, '0'),
        [file],
        { dueAtMs: 1_800_000_000_000 + scattered * 1000 },
        {
          title: `A clip of ${['rain', 'a street', 'two people', 'a stage'][at % 4]} ${scattered}`,
          reason: reviewReasons[at % reviewReasons.length] ?? 'appeal',
          prompt: 'A long prompt. '.repeat(60),
        },
      );
      tables.cases.take(claim, caseStates[at % caseStates.length] ?? 'ready', null);
    }
  });
}
