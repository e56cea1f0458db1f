import type { TravelPack } from '../../../shared/contract/travel-api.ts';
import type { Fault } from '../../../shared/lifetime/fault.ts';
import type { StoredCase } from '../cache/cases.ts';
import type { LeaseRef, StoredPack } from '../cache/travel-pack.ts';
import type { PackDeps } from './travel-context.ts';

type PackedStatus = 'here' | 'ready' | 'decided' | 'lost' | 'coming';
type Looked = { readonly known: StoredCase | null; readonly status: PackedStatus };

/** Without a pack. */
export const noPack: TravelPack = {
  phase: 'none',
  wish: null,
  wanted: 0,
  cases: { total: 0, here: 0, ready: 0, decided: 0, lost: 0 },
  bytes: { total: 0, ready: 0 },
  leftMs: null,
  safeUntilMs: null,
  wipeAtMs: null,
  refused: 0,
  givingBack: 0,
  trouble: null,
};

/** Whether a case can be reviewed without network from now on. */
export function isHere(context: PackDeps, ref: LeaseRef): boolean {
  const { status } = look(context, ref);
  return status === 'here' || status === 'ready';
}

function look({ tables, measuring }: PackDeps, { caseId }: LeaseRef): Looked {
  const known = tables.cases.read(caseId);
  if (known === null) return { known, status: 'lost' };
  const { state, mediaSha256 } = known.row;
  if (state === 'lost') return { known, status: 'lost' };
  if (state === 'saved' || state === 'settled') return { known, status: 'decided' };
  const hasPolicy = tables.policies.read(known.policyVersion) !== null;
  if (!hasPolicy || (state !== 'blocked' && state !== 'ready')) return { known, status: 'coming' };
  const isMeasured = state === 'blocked' || mediaSha256 === null || measuring.isDone(mediaSha256);
  return { known, status: isMeasured ? 'ready' : 'here' };
}

/** Bytes per millisecond of this run, null before there is a pace. */
export type Pace = (readyBytes: number) => number | null;

/** The pack as its reviewer reads it. */
export function progressOf(
  context: PackDeps,
  pack: StoredPack,
  pace: Pace,
  trouble: Fault | null,
): TravelPack {
  const looked = pack.cases.map((ref) => look(context, ref));
  const count = (status: PackedStatus) => looked.filter((one) => one.status === status).length;
  const open = looked.flatMap(({ known, status }) =>
    known !== null && status !== 'decided' && status !== 'lost' ? [known] : [],
  );
  const held = looked.flatMap(({ known, status }) =>
    known !== null && status !== 'lost' ? [known] : [],
  );
  const total = sum(held.map(({ row }) => row.sizeBytes));
  const ready = sum(
    held.map(({ row }) => row.sizeBytes * (row.state === 'blocked' ? 1 : row.fetched)),
  );
  const phase = phaseOf(pack, count('coming'), count('here'));
  const perMs = phase === 'fetching' ? pace(ready) : null;
  return {
    phase,
    wish: pack.wish,
    wanted: pack.wanted,
    cases: {
      total: looked.length,
      here: count('here') + count('ready'),
      ready: count('ready'),
      decided: count('decided'),
      lost: count('lost'),
    },
    bytes: { total, ready: Math.round(ready) },
    leftMs: perMs === null ? null : Math.round((total - ready) / perMs),
    safeUntilMs: earliest(open.map((known) => known.expiresAtMs)),
    wipeAtMs: earliest(open.map((known) => known.wipeAtMs)),
    refused: pack.refused,
    givingBack: pack.giveBack.length,
    trouble,
  };
}

function phaseOf(pack: StoredPack, coming: number, unmeasured: number): TravelPack['phase'] {
  if (pack.giveBack.length > 0 || (pack.isEnding && pack.asking !== null)) return 'giving-back';
  if (!pack.isEnding && (pack.asking !== null || mustClaim(pack))) return 'claiming';
  if (coming > 0) return 'fetching';
  return unmeasured > 0 ? 'measuring' : 'packed';
}

function mustClaim(pack: StoredPack): boolean {
  return pack.queuesLeft.length > 0 && pack.cases.length < pack.wanted;
}

/** A pack is over when every case of it was decided and sent, lost or given back, and nothing is left to ask. */
export function isOver(context: PackDeps, pack: StoredPack): boolean {
  if (pack.asking !== null || pack.giveBack.length > 0) return false;
  // A pack that got no case at all stays until its reviewer has read so.
  if (!pack.isEnding && (mustClaim(pack) || pack.cases.length === 0)) return false;
  const { waiting, sending } = context.tables.outbox.counts();
  if (waiting + sending > 0) return false;
  return pack.cases
    .map((ref) => look(context, ref).status)
    .every((status) => status === 'decided' || status === 'lost');
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function earliest(times: readonly number[]): number | null {
  return times.length === 0 ? null : Math.min(...times);
}
