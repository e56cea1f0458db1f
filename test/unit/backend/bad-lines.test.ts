import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { parseInviteLine } from '../../../backend/invite-line.ts';
import { parseIngestLine } from '../../../backend/intake/ingest-line.ts';
import { findTarget } from '../../../backend/intake/send-clip.ts';
import { readCommandLine } from '../../../backend/options.ts';
import { sentenceOf } from '../../../backend/runtime/sentence-of.ts';
import { tokenIn } from '../../../backend/runtime/secret-arguments.ts';
import { temporaryFolder } from '../../helpers/desk.ts';

/** What a command says of a line it refuses: one line, for a person. */
function refusalOf(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    return error instanceof Error ? error.message : 'not an error';
  }
  return 'taken';
}

const named = ['--name', 'Kim'];
const ofInvite: readonly (readonly [line: readonly string[], says: string])[] = [
  [[], 'Give one of --name, --reviewer'],
  [[...named, '--list'], 'not 2'],
  [['--revoke', 'r-1', '--withdraw', 'i-1'], 'not 2'],
  [[...named, '--quota', 'many'], '--quota wants a whole number from 1 to 100000'],
  [[...named, '--quota=-5'], '--quota wants a whole number'],
  [[...named, '--quota', '-5'], '--quota wants a value; one that begins with a dash'],
  [[...named, '--quota', '0'], '--quota wants a whole number'],
  [[...named, '--quota', '1e9'], '--quota wants a whole number'],
  [[...named, '--quota', '12.5'], '--quota wants a whole number'],
  [[...named, '--quota', '9'.repeat(400)], '--quota wants a whole number'],
  [[...named, '--quota', ''], '--quota is empty'],
  [[...named, '--quota'], '--quota wants a value'],
  [[...named, '--days', 'soon'], '--days wants a whole number from 1 to 90'],
  [[...named, '--days', '91'], '--days wants a whole number'],
  [[...named, '--days=-1'], '--days wants a whole number'],
  [[...named, '--days', 'Infinity'], '--days wants a whole number'],
  [['--reviewer', 'r-1', '--days', 'x'], '--days wants a whole number'],
  [[...named, '--role', 'admin'], '--role can’t be taken'],
  [['--name', ''], '--name is empty'],
  [['--name', 'x'.repeat(201)], '--name can’t be taken'],
  [[...named, '--queue', 'q'.repeat(101)], '--queue can’t be taken'],
  [['--withdraw', '../../etc'], '--withdraw wants an id'],
  [['--reviewer', 'Zoë Müller'], '--reviewer wants an id'],
  [['--nmae', 'Kim'], 'There is no option --nmae'],
  [[...named, 'Kim'], '"Kim" belongs to no option'],
  [['--list=yes'], '--list takes no value'],
  [[...named, '--token', 'T'], '--token is no more'],
];

test.each(ofInvite)(
  'npm run invite refuses in a sentence, before anything is asked: %j',
  (line, says) => {
    expect(
      wrongIn(
        refusalOf(() => parseInviteLine(line)),
        says,
      ),
    ).toEqual([]);
  },
);

test('names in every script are names', () => {
  for (const name of ['Zoë Müller', '李小龍', 'שרה כהן', 'Ολγα', "O'Neil"])
    expect(parseInviteLine(['--name', name]).act).toMatchObject({ do: 'add', person: { name } });
});

test.each([
  [['--port', 'http'], '--port wants a whole number from 0 to 65535'],
  [['--port', '65536'], '--port wants a whole number'],
  [['--port=-1'], '--port wants a whole number'],
  [['--port', '0x50'], '--port wants a whole number'],
  [['--port', ' '], '--port wants a whole number'],
  [['--port', ''], '--port is empty'],
  [['--lease-seconds', '0'], '--lease-seconds wants a whole number'],
  [['--lease-seconds', '99999999999'], '--lease-seconds wants a whole number'],
  [['--data', ''], '--data is empty'],
  [['--seed', 'production'], 'The only seed is "demo"'],
  [['--tls-cert', 'c.pem'], 'go together'],
  [['--prot', '1'], 'There is no option --prot'],
  [['/tmp/data'], '"/tmp/data" belongs to no option'],
] as const)('npm run backend refuses in a sentence: %j', (line, says) => {
  expect(
    wrongIn(
      refusalOf(() => readCommandLine(line)),
      says,
    ),
  ).toEqual([]);
});

test.each([
  [[], 'Name at least one clip'],
  [[''], 'empty name'],
  [['c.mp4', '--due-hours', 'soon'], '--due-hours wants a number'],
  [['c.mp4', '--due-hours=-1'], '--due-hours wants a number'],
  [['c.mp4', '--due-hours', '1e99'], '--due-hours wants a number'],
  [['c.mp4', '--score', 'violence=1'], '--score wants CATEGORY'],
  [['c.mp4', '--score', 'violence:image=7'], 'would not take this: scores.0'],
  [['c.mp4', '--modifier', 'wide'], '--modifier wants NAME=VALUE'],
  [['c.mp4', '--upload', 'image'], '--upload wants KIND'],
  [['c.mp4', '--reason', 'because'], 'would not take this: reason'],
  [['c.mp4', '--watermark', 'maybe'], 'would not take this: labels'],
  [['c.mp4', '--title', 't'.repeat(5000)], 'would not take this: title'],
  [['c.mp4', '--transcript', '/nowhere/said.srt'], '--transcript: /nowhere/said.srt is not there.'],
  [['c.mp4', '--transcript', '/'], '--transcript: '],
  [['c.mp4', '--prompt'], '--prompt wants a value'],
  [['c.mp4', '--offline'], 'There is no option --offline'],
] as const)('npm run ingest refuses in a sentence: %j', (line, says) => {
  expect(
    wrongIn(
      refusalOf(() => parseIngestLine(line)),
      says,
    ),
  ).toEqual([]);
});

test('a port that is taken is named, as the system says it', async () => {
  const [first, second] = [createServer(), createServer()];
  await new Promise<void>((resolve) => first.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void first.close());
  const address = first.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const error = await new Promise<unknown>((resolve) =>
    second.once('error', resolve).listen(port, '127.0.0.1'),
  );
  expect(sentenceOf(error)).toBe(
    `127.0.0.1:${port} is in use by another program: name another port.`,
  );
});

/** Whatever a name is taken for, and what stands there. */
function madePaths() {
  const folder = temporaryFolder();
  const path = (name: string) => join(folder, name);
  writeFileSync(path('empty'), '');
  writeFileSync(path('binary'), Buffer.from([0, 255, 254, 10, 13, 200]));
  writeFileSync(path('two'), 'one two');
  writeFileSync(path('long'), 'a'.repeat(5000));
  writeFileSync(path('letters'), 'pässwörd-'.repeat(8));
  writeFileSync(path('good'), `${'operator-token-'.repeat(4)}\n`);
  mkdirSync(path('folder'));
  symlinkSync(path('loop'), path('loop'));
  return { folder, path };
}

test.each(['empty', 'binary', 'two', 'long', 'letters', 'folder', 'loop', 'missing'])(
  'a token file that is none is named, and nothing is sent: %s',
  async (name) => {
    const { path } = madePaths();
    const read = await tokenIn(path(name));
    expect(wrongIn(read.ok ? 'taken' : read.fault.message, path(name))).toEqual([]);
  },
);

test('a token file without an end is read no further than a token is long', async () => {
  expect((await tokenIn('/dev/zero')).ok).toBe(false);
  const { path } = madePaths();
  expect(await tokenIn(path('good'))).toEqual({ ok: true, value: 'operator-token-'.repeat(4) });
});

test('a token in the environment that no header can carry is said to be so', async () => {
  vi.stubEnv('SECOND_LOOK_OPERATOR_TOKEN', 'pässwörd\n'.repeat(4));
  const at = await findTarget({
    backendUrl: 'http://127.0.0.1:1',
    tokenFile: null,
    dataFolder: temporaryFolder(),
  });
  vi.unstubAllEnvs();
  expect(at).toMatchObject({ ok: false, fault: { kind: 'bad-message' } });
});

test.each([
  'ftp://127.0.0.1',
  'file:///etc/passwd',
  '127.0.0.1:4555',
  'http://127.0.0.1:99999',
  '',
  '/',
])('an address that is none is refused in a sentence: %j', async (backendUrl) => {
  const { path, folder } = madePaths();
  const at = await findTarget({ backendUrl, tokenFile: path('good'), dataFolder: folder });
  expect(at).toMatchObject({ ok: false, fault: { kind: 'refused' } });
  expect(wrongIn(at.ok ? 'taken' : at.fault.message, 'https://')).toEqual([]);
});

/** What is wrong with a sentence that should hold this part; nothing, when it is one line for a person. */
function wrongIn(said: string, part: string): readonly string[] {
  const wrong: string[] = [];
  if (!said.includes(part.replaceAll('’', "'"))) wrong.push(`"${said}" does not say "${part}"`);
  if (/\n| at \S+:\d+:\d+|ERR_|Error:|undefined|NaN/.test(said))
    wrong.push(`"${said}" is no sentence`);
  return wrong;
}
