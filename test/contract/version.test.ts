import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { appApi } from '../../shared/contract/app-api.ts';
import { backendApi } from '../../shared/contract/backend-api.ts';
import type { Contract } from '../../shared/contract/contract.ts';
import { deskApi } from '../../shared/contract/desk-api.ts';
import { hostApi } from '../../shared/contract/host-api.ts';
import type { HttpContract } from '../../shared/contract/http-contract.ts';
import { measuringApi } from '../../shared/contract/measuring-api.ts';
import { mediaApi } from '../../shared/contract/media-api.ts';
import { protocolHistory, protocolVersion } from '../../shared/contract/version.ts';

/**
 * Nobody changes a wire by accident: a changed schema changes a hash here. When it was meant, put the new
 * hash in; when desk and backend of different releases would no longer understand each other, raise
 * `protocolVersion` with a line of history.
 */
const expected = {
  backend: '7ebc7c8929d94ab9',
  ports: '80355b3248b8f524',
};

const binary = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input', cycles: 'ref' });
const digest = (value: unknown) =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

function portShape(contract: Contract): unknown {
  return {
    calls: Object.entries(contract.calls).map(([name, call]) => [
      name,
      binary(call.input),
      binary(call.output),
    ]),
    events: Object.entries(contract.events).map(([name, schema]) => [name, binary(schema)]),
  };
}

function httpShape(contract: HttpContract): unknown {
  return Object.entries(contract).map(([name, call]) => [
    name,
    call.method,
    call.path,
    call.auth,
    [call.params, call.query, call.headers, call.body].map((schema) =>
      schema ? binary(schema) : null,
    ),
    Object.entries(call.replies).map(([status, schema]) => [status, binary(schema)]),
  ]);
}

test('the wire between desk and backend is the one that its version number names', () => {
  expect(digest(httpShape(backendApi))).toBe(expected.backend);
  expect(protocolHistory).toHaveLength(protocolVersion);
});

test("the calls between the desk's own processes changed only on purpose", () => {
  expect(
    digest([
      portShape(deskApi),
      portShape(appApi),
      portShape(hostApi),
      portShape(mediaApi),
      portShape(measuringApi),
    ]),
  ).toBe(expected.ports);
});
