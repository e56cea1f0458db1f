import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import type { AuditBundle } from '../../../../backend/audit/bundle.ts';
import { signCheckpoint, verifierKey } from '../../../../backend/audit/checkpoint.ts';
import { openEnvelope } from '../../../../backend/audit/open-envelope.ts';
import { verifyBundle } from '../../../../backend/audit/verify-bundle.ts';
import { checkChains } from '../../../../backend/audit/verify-chains.ts';
import { madeBundle } from '../../../helpers/backend/made-bundle.ts';

const log = generateKeyPairSync('ed25519');
const wishes = [
  {},
  { device: 1 },
  {},
  { device: 1 },
  {},
  { outcome: 'superseded', caseId: 'case-0' },
] as const;
const sound = madeBundle(wishes, log);

/** A deep copy that a test may write into. */
type Open<T> = T extends object ? { -readonly [K in keyof T]: Open<T[K]> } : T;
function touched(
  change: (bundle: Open<AuditBundle>) => void,
  of: AuditBundle = sound,
): AuditBundle {
  const copy = structuredClone(of) as Open<AuditBundle>;
  change(copy);
  return copy as AuditBundle;
}
const entry = (bundle: Open<AuditBundle>, at: number) => {
  const found = bundle.entries[at];
  if (!found) throw new Error('the bundle has this entry');
  return found;
};
const flip = (text: string) => (text.startsWith('A') ? `B${text.slice(1)}` : `A${text.slice(1)}`);
const flipHex = (text: string) =>
  text.startsWith('a') ? `b${text.slice(1)}` : `a${text.slice(1)}`;
function because(bundle: unknown, key: string | null = null): string {
  const check = verifyBundle(bundle, key);
  return check.isSound ? 'sound' : check.because;
}

test('a bundle that nobody touched holds, with the key pinned and without', () => {
  expect(verifyBundle(sound, null)).toMatchObject({
    isSound: true,
    report: { verdicts: 6, unsigned: 0, erased: 0, devices: 2, checkpoints: 7, recorded: [] },
  });
  expect(because(sound, sound.logKey.verifierKey)).toBe('sound');
});

test('a log of another key is refused where the key is pinned, whatever else it says', () => {
  const stranger = verifierKey('second-look/test', generateKeyPairSync('ed25519').publicKey);
  expect(because(sound, stranger)).toContain('another key');
  expect(because(madeBundle(wishes), sound.logKey.verifierKey)).toContain('another key');
});

const lies: Readonly<Record<string, readonly [(bundle: Open<AuditBundle>) => void, RegExp]>> = {
  'the payload': [
    (b) => void (entry(b, 2).envelope!.payload = entry(b, 0).envelope!.payload),
    /Leaf 2 .* was changed/,
  ],
  'the signature': [
    (b) =>
      void (entry(b, 2).envelope!.signatures[0]!.sig = flip(
        entry(b, 2).envelope!.signatures[0]!.sig,
      )),
    /Leaf 2 .* was changed/,
  ],
  'the outcome in a receipt': [
    (b) => void (entry(b, 1).receipt!.outcome = 'deferred'),
    /Leaf 1 .* receipt/,
  ],
  'the time in a receipt': [
    (b) => void (entry(b, 1).receipt!.receivedAtMs += 1),
    /Leaf 1 .* receipt/,
  ],
  'the salt': [(b) => void (entry(b, 0).salt = flipHex(entry(b, 0).salt ?? '')), /Leaf 0 .* salt/],
  'the leaf': [(b) => void (entry(b, 3).leafHash = flipHex(entry(b, 3).leafHash)), /Leaf 3 /],
  'the proof': [
    (b) => void (entry(b, 4).proof[0] = flipHex(entry(b, 4).proof[0] ?? '')),
    /The proof of verdict/,
  ],
  'the place': [(b) => void (entry(b, 4).leafIndex = 5), /Leaf 4 .* missing or out of order/],
  'the id': [(b) => void (entry(b, 4).verdictId = entry(b, 3).verdictId), /not of one id/],
  'the chain': [(b) => void (entry(b, 2).chain = 'first'), /another place in its chain/],
  'a text of the policy': [
    (b) => void (b.policies[0]!.title = 'Another policy'),
    /Leaf 0 .* policy/,
  ],
  'the key of a device': [
    (b) => void (b.devices[0]!.publicKey = b.devices[1]!.publicKey),
    /The signature of verdict .* is not that of its device/,
  ],
  'the list of devices': [(b) => void b.devices.pop(), /is not among the devices/],
  'the number of verdicts': [
    (b) => void b.entries.pop(),
    /speaks of 6 verdicts, the bundle holds 5/,
  ],
  'a verdict in the middle': [
    (b) => void b.entries.splice(2, 1, { ...entry(b, 1), leafIndex: 2 }),
    /do not make the root|twice/,
  ],
  'the order': [(b) => void b.entries.reverse(), /Leaf 0 .* out of order/],
  'the signature of the checkpoint': [
    (b) =>
      void (b.checkpoint.note = b.checkpoint.note.replace(
        /(\w)=*\n$/,
        (_, c: string) => `${flip(c)}\n`,
      )),
    /The checkpoint is not signed/,
  ],
  'the size in the checkpoint': [
    (b) => void (b.checkpoint.note = b.checkpoint.note.replace('\n6\n', '\n7\n')),
    /The checkpoint is not signed/,
  ],
  'the numbers beside the checkpoint': [
    (b) => void (b.checkpoint.treeSize = 5),
    /something else than the numbers/,
  ],
  'the origin of the log': [(b) => void (b.logKey.origin = 'another/log'), /of another log/],
  'an earlier checkpoint': [
    (b) => void (b.earlier[3]!.rootHash = flipHex(b.earlier[3]!.rootHash)),
    /earlier checkpoint of 3 verdicts/,
  ],
  'two verdicts that count for one case': [
    (b) => void (entry(b, 5).outcome = 'effective'),
    /Two verdicts count for case case-0/,
  ],
  'an unknown field': [(b) => void Object.assign(b, { extra: 1 }), /no audit bundle/],
};
test.each(Object.entries(lies))('%s was changed: named in a sentence', (_, [lie, sentence]) => {
  expect(because(touched(lie))).toMatch(sentence);
});

test('a log that was rewritten contradicts what it signed before', () => {
  const rewritten = madeBundle(wishes, log);
  expect(because({ ...rewritten, earlier: sound.earlier })).toMatch(/the log was rewritten/);
});

test('who holds every key of log and devices still can not hide a gap or a fork that nobody recorded', () => {
  expect(because(madeBundle([{}, { sequence: 3 }]))).toMatch(/comes after number 1/);
  expect(because(madeBundle([{}, { previous: 'b'.repeat(64) }]))).toMatch(/that is not here/);
  expect(because(madeBundle([{}, { previous: null }]))).toMatch(/the place of another one/);
  expect(because(madeBundle([{}, {}, { sequence: 2 }]))).toMatch(/the place of another one/);
  expect(because(madeBundle([{ caseId: 'c' }, { caseId: 'c' }]))).toMatch(/Two verdicts count/);
});

test('a gap that the backend recorded is told, and is no lie of the bundle', () => {
  const bundle = madeBundle([{}, { sequence: 3, previous: 'b'.repeat(64), chain: 'gap' }]);
  expect(verifyBundle(bundle, null)).toMatchObject({
    isSound: true,
    report: { recorded: [expect.stringContaining('follows one that never came')] },
  });
});

test('a device that lost its database and began anew is told apart from one that was tampered with', () => {
  const seconds = 1_795_000_000;
  const anew = { sequence: seconds, previous: null, chain: 'fork' } as const;
  const check = verifyBundle(madeBundle([{}, {}, anew, {}, { device: 1 }]), null);
  expect(check).toMatchObject({
    isSound: true,
    report: {
      chains: [
        `device-0 signed 4, numbers 1 to ${seconds + 1}, 1 break recorded`,
        'device-1 signed 1, numbers 1 to 1, one unbroken chain',
      ],
      recorded: [expect.stringMatching(/begins a chain of its own.*database .* made anew/)],
    },
  });
  // The old ones may come after it, from the rescue file.
  const rescued = { sequence: 1, previous: null, chain: 'fork' } as const;
  expect(
    verifyBundle(madeBundle([{ sequence: seconds }, rescued, { chain: 'linked' }]), null),
  ).toMatchObject({
    isSound: true,
    report: { recorded: [expect.stringContaining('the place of no other verdict')] },
  });
  // An old copy of itself, or a copied key: two verdicts want one place.
  const twin = { sequence: 2, previous: null, chain: 'fork' } as const;
  expect(verifyBundle(madeBundle([{}, {}, twin]), null)).toMatchObject({
    isSound: true,
    report: { recorded: [expect.stringMatching(/has the place of another one.*two hands/)] },
  });
  // Nobody recorded it: then the log itself is not to be trusted.
  expect(because(madeBundle([{}, {}, { sequence: seconds, previous: null }]))).toMatch(
    /the place of another one/,
  );
});

test('an erased verdict keeps its place and its proof', () => {
  const erased = touched((b) => {
    Object.assign(entry(b, 2), { salt: null, envelope: null, bareVerdict: null, receipt: null });
  });
  expect(verifyBundle(erased, null)).toMatchObject({ isSound: true, report: { erased: 1 } });
  expect(
    because(touched((b) => void (entry(b, 2).leafHash = flipHex(entry(b, 2).leafHash)), erased)),
  ).toMatch(/root/);
});

test('every single character of an entry matters', () => {
  const one = madeBundle([{}, {}]);
  const text = JSON.stringify(one.entries[0]);
  for (let at = 0; at < text.length; at += 7) {
    const changed = `${text.slice(0, at)}${text[at] === '0' ? '1' : '0'}${text.slice(at + 1)}`;
    let parsed: unknown;
    try {
      parsed = JSON.parse(changed);
    } catch {
      continue;
    }
    const check = verifyBundle({ ...one, entries: [parsed, one.entries[1]] }, null);
    expect([at, text.slice(at - 10, at + 10), check.isSound]).toEqual([
      at,
      text.slice(at - 10, at + 10),
      false,
    ]);
  }
});

test('anything else is no bundle', () => {
  for (const raw of [null, 'text', {}, [], { format: 'second-look-audit' }])
    expect(because(raw)).toContain('no audit bundle');
});

test('the checkpoint is a signed note as C2SP writes it', () => {
  const head = { origin: 'example.com/log', size: 3, root: Buffer.alloc(32, 7) };
  const lines = signCheckpoint(head, log.privateKey).split('\n');
  expect(lines.slice(0, 4)).toEqual([
    'example.com/log',
    '3',
    Buffer.alloc(32, 7).toString('base64'),
    '',
  ]);
  expect(lines[4]).toMatch(/^— example\.com\/log [A-Za-z0-9+/]{91}=$/);
  expect(lines.slice(5)).toEqual(['']);
});

test('a device of many years is checked: its chain is longer than a call may have arguments', () => {
  const [entryOf] = sound.entries;
  if (!entryOf?.envelope) throw new Error('the bundle has an envelope');
  const opened = openEnvelope(entryOf.envelope);
  if (!opened) throw new Error('the envelope opens');
  const hashOf = (sequence: number) => sequence.toString(16).padStart(64, '0');
  const entries = Array.from({ length: 300_000 }, (_, at) => ({
    ...entryOf,
    chain: at === 0 ? ('first' as const) : ('linked' as const),
    opened: {
      ...opened,
      payloadSha256: hashOf(at + 1),
      fact: {
        ...opened.fact,
        deviceSequence: at + 1,
        previousVerdictHash: at === 0 ? null : hashOf(at),
      },
    },
  }));
  const { devices } = checkChains({ ...sound, entries });
  expect(devices).toEqual([expect.stringContaining('signed 300000, numbers 1 to 300000')]);
});
