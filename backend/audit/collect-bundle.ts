import type { z } from 'zod';
import { auditCalls, type AuditEntry } from '../../shared/contract/audit-api.ts';
import { protocolHeader, protocolVersion } from '../../shared/contract/version.ts';
import { GrowingTree, inclusionRanges } from '../../shared/domain/merkle-tree.ts';
import type { AuditBundle } from './bundle.ts';
import { sha256 } from './log-leaf.ts';

const pageSize = 200;

/**
 * Asks a backend for its whole log, as the operator or from an auditor's desk.
 * @throws with a sentence for the person at the terminal.
 */
export async function collectBundle(
  url: string,
  token: string,
  nowMs: number,
): Promise<AuditBundle> {
  const read = async <T>(path: string, schema: z.ZodType<T>): Promise<T> => {
    const reply = await fetch(new URL(path, url), {
      redirect: 'error',
      headers: { authorization: `Bearer ${token}`, [protocolHeader]: String(protocolVersion) },
    }).catch(() => null);
    if (reply === null) throw new Error(`The backend at ${url} does not answer.`);
    const body: unknown = await reply.json().catch(() => null);
    if (reply.status !== 200)
      throw new Error(`The backend refused (${reply.status}): ${titleOf(body)}`);
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    throw new Error('What answers there is not a moderation backend of this protocol.');
  };
  const { checkpoint, ...facts } = await read(
    auditCalls.readAuditFacts.path,
    auditCalls.readAuditFacts.replies[200],
  );
  const entries: AuditEntry[] = [];
  while (entries.length < checkpoint.treeSize) {
    const path = `${auditCalls.readAuditEntries.path}?from=${entries.length}&limit=${pageSize}`;
    const page = await read(path, auditCalls.readAuditEntries.replies[200]);
    if (page.entries.length === 0) throw new Error('The backend left out a part of its log.');
    entries.push(...page.entries);
  }
  return {
    format: 'second-look-audit',
    version: 1,
    madeAtMs: nowMs,
    ...facts,
    checkpoint,
    entries: withProofs(entries.slice(0, checkpoint.treeSize)),
  };
}

function withProofs(entries: readonly AuditEntry[]): AuditBundle['entries'] {
  const tree = new GrowingTree(sha256);
  for (const { leafHash } of entries) tree.append(Buffer.from(leafHash, 'hex'));
  return entries.map((entry, at) => ({
    ...entry,
    proof: tree
      .hashesOf(inclusionRanges(at, entries.length))
      .map((hash) => Buffer.from(hash).toString('hex')),
  }));
}

function titleOf(body: unknown): string {
  if (typeof body !== 'object' || body === null) return 'no reason given.';
  if ('detail' in body && typeof body.detail === 'string') return body.detail;
  return 'title' in body && typeof body.title === 'string' ? body.title : 'no reason given.';
}
