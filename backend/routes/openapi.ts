import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import {
  createJsonSchemaTransform,
  createJsonSchemaTransformObject,
} from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  change,
  chunkManifest,
  newGeneration,
  problem,
} from '../../shared/contract/backend-api.ts';
import { protocolHistory, protocolVersion } from '../../shared/contract/version.ts';
import { claim } from '../../shared/domain/claim.ts';
import { finding } from '../../shared/domain/finding.ts';
import { generation, mediaFile } from '../../shared/domain/generation.ts';
import { policy } from '../../shared/domain/policy.ts';
import { receipt, reviewConduct, verdict } from '../../shared/domain/verdict.ts';

const description = `The protocol between a review desk and a moderation backend, version ${protocolVersion}
(${protocolHistory.join('; ')}). A desk enrols by invitation, claims cases, fetches their media in ranges,
checks every chunk against the manifest, and submits immutable verdicts that it may send as often as it
likes. Every refusal is a problem document (RFC 9457) with a stable \`type\`. The backend's clock decides.`;

/** The nouns, so that the description names them instead of repeating them. */
function nouns() {
  const registry = z.registry<{ id: string }>();
  const named = {
    Claim: claim,
    Generation: generation,
    MediaFile: mediaFile,
    Policy: policy,
    Verdict: verdict,
  };
  const others = {
    Receipt: receipt,
    Finding: finding,
    ReviewConduct: reviewConduct,
    Change: change,
    Problem: problem,
  };
  const parts = { ChunkManifest: chunkManifest, NewGeneration: newGeneration };
  for (const [id, schema] of Object.entries({ ...named, ...others, ...parts }))
    registry.add(schema, { id });
  return registry;
}

/** OpenAPI 3.1 at `/openapi.json` and a page to read it at `/docs`, both made from the contract's schemas. */
export async function describeCalls(app: FastifyInstance): Promise<void> {
  const schemaRegistry = nouns();
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Second Look: moderation backend',
        version: `${protocolVersion}.0.0`,
        description,
      },
      components: {
        securitySchemes: {
          device: { type: 'http', scheme: 'bearer', description: 'Token from enrolment' },
          operator: {
            type: 'http',
            scheme: 'bearer',
            description: "Token from the data folder's operator.token",
          },
        },
      },
    },
    transform: createJsonSchemaTransform({ schemaRegistry }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry }),
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { docExpansion: 'list', deepLinking: true },
  });
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
  app.get('/', { schema: { hide: true } }, (_request, reply) => reply.redirect('/docs'));
}
