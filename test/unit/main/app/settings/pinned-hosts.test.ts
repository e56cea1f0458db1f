import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPinnedHosts } from '../../../../../main/app/settings/pinned-hosts.ts';
import { temporaryFolder } from '../../../../helpers/desk.ts';

const none = '/nowhere/at/all/hosts.json';

function read(content: string | Uint8Array, machineFile = none) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'hosts.json'), content);
  return readPinnedHosts(folder, 'linux', machineFile);
}

test('without a list whichever host a person confirms is allowed', () => {
  expect(readPinnedHosts(temporaryFolder(), 'linux', none)).toEqual({
    backends: null,
    assist: null,
    trouble: null,
  });
});

test('a list allows what it names, spelled as addresses spell it, and leaves the other list alone', () => {
  const given = { backends: ['Review.Example.org', 'b.example:8443', 'münchen.example'] };
  expect(read(JSON.stringify(given))).toEqual({
    backends: ['review.example.org', 'b.example:8443', 'xn--mnchen-3ya.example'],
    assist: null,
    trouble: null,
  });
  expect(read(`\ufeff${JSON.stringify({ assist: [] })}`)).toEqual({
    backends: null,
    assist: [],
    trouble: null,
  });
});

test('the list of the machine counts before that of the folder', () => {
  const machine = join(temporaryFolder(), 'hosts.json');
  writeFileSync(machine, '{"backends": ["a.example"]}');
  expect(read('{"backends": ["b.example"]}', machine).backends).toEqual(['a.example']);
});

test.each([
  ['empty', '', 'no JSON'],
  ['words', 'review.example.org', 'no JSON'],
  ['cut off', '{"backends": ["a"', 'no JSON'],
  ['not UTF-8', new Uint8Array([0xff, 0xfe, 0x7b, 0x00]), 'no JSON'],
  ['null', 'null', 'wrong at /'],
  ['a list alone', '["a.example"]', 'wrong at /'],
  ['a host that is no text', '{"backends": [1]}', 'wrong at /backends/0'],
  ['one host and no list', '{"backends": "a.example"}', 'wrong at /backends'],
  ['a whole address', '{"backends": ["https://a.example"]}', 'wrong at /backends/0'],
  ['a path', '{"assist": ["a.example", "a.example/v1"]}', 'wrong at /assist/1'],
  ['a name before the host', '{"backends": ["me@a.example"]}', 'wrong at /backends/0'],
  ['a blank host', '{"backends": [" "]}', 'wrong at /backends/0'],
  ['an unknown field', '{"backend": ["a.example"]}', 'wrong at /'],
  ['too many', JSON.stringify({ backends: Array(101).fill('a.example') }), 'wrong at /backends'],
  ['huge', `{"backends": [${' '.repeat(70_000)}]}`, 'larger than 65536 bytes'],
])('a list that is %s allows nothing, and a sentence says why', (_, content, why) => {
  const { backends, assist, trouble } = read(content);
  expect({ backends, assist }).toEqual({ backends: [], assist: [] });
  expect(trouble).toContain(why);
  expect(trouble).toMatch(/hosts\.json, is not used: .*\. Until it is mended .* safe\.$/);
});

test('a folder, a pipe, a link to nowhere in its place allow nothing, also for the list of the machine', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'hosts.json'));
  expect(readPinnedHosts(folder, 'linux', none).trouble).toContain('it is no file');
  const pipes = temporaryFolder();
  execFileSync('mkfifo', [join(pipes, 'hosts.json')]);
  expect(readPinnedHosts(pipes, 'linux', none).trouble).toContain('it is no file');
  const links = temporaryFolder();
  symlinkSync('/nowhere/at/all', join(links, 'hosts.json'));
  const linked = readPinnedHosts(temporaryFolder(), 'linux', join(links, 'hosts.json'));
  expect(linked.backends).toEqual([]);
  expect(linked.trouble).toContain('(ENOENT)');
});
