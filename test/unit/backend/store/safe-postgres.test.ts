import pg from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import { unsafePostgres } from '../../../../backend/store/safe-postgres.ts';

/** What the driver makes of a URL. */
function ruling(url: string): string | null {
  const { host, ssl } = new pg.Client({ connectionString: url });
  return unsafePostgres(host, ssl);
}

afterEach(() => vi.unstubAllEnvs());

test.each([
  'postgres://localhost/x',
  'postgres://127.0.0.1:5433/x',
  'postgres://[::1]/x',
  'postgres:///x?host=/var/run/postgresql',
  'postgres://db.example/x?sslmode=verify-full',
  'postgres://db.example/x?ssl=true',
])('%s may be connected to', (url) => {
  expect(ruling(url)).toBeNull();
});

test.each([
  'postgres://db.example/x',
  'postgres://db.example/x?sslmode=disable',
  'postgres://db.example/x?sslmode=no-verify',
  'postgres://10.0.0.5/x',
  'postgres://127.0.0.1.example/x',
  'postgres://localhost/x?host=db.example',
])('%s is refused, and the sentence says how to mend it', (url) => {
  expect(ruling(url)).toContain('sslmode=verify-full');
});

test('a host that only the environment names counts as well', () => {
  vi.stubEnv('PGHOST', 'db.example');
  expect(ruling('postgres:///x')).toContain('db.example');
});
