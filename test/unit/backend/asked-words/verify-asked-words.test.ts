import { chmodSync, mkdtempSync, rmSync, symlinkSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sentencesOf } from '../../../../backend/asked-words/asked-sentences.ts';
import {
  missingForAskedWords,
  mostSentences,
  verifyAskedWords,
} from '../../../../backend/asked-words/verify-asked-words.ts';
import { ffmpeg } from '../../../helpers/ffmpeg-clips.ts';
import { hasSpeechToolsFor, speechFile } from '../../../helpers/spoken-clips.ts';

const folder = mkdtempSync(join(tmpdir(), 'second-look-asked-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
const canRun = hasSpeechToolsFor('finding asked words in a sound');
const asked = 'The bridge will open again on Monday morning.';
const other = 'Please move your savings before noon today.';

async function saidOf(clip: string, text: string, signal?: AbortSignal) {
  const found = await verifyAskedWords(clip, sentencesOf(text), signal);
  return found === 'cancelled' ? found : found.map(({ said, why }) => why ?? said);
}

const realPath = process.env['PATH'];
afterEach(() => void (process.env['PATH'] = realPath));

/** Puts a shell script in a program's place. */
function withProgram(name: string, script: string): void {
  const bin = mkdtempSync(join(folder, 'bin-'));
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
  process.env['PATH'] = `${bin}${delimiter}${realPath ?? ''}`;
}

describe.skipIf(!canRun)('asked words', () => {
  beforeAll(async () => {
    await speechFile(at('bridge.wav'), asked);
    for (const letter of ['zed', 'zee'])
      await speechFile(at(`${letter}.wav`), `Please open box ${letter} nine, and wait there.`);
    await ffmpeg('-f', 'lavfi', '-i', 'anullsrc=r=16000:cl=mono', '-t', '4', at('silence.wav'));
    await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=64x64:d=1', at('mute.mp4'));
    await ffmpeg('-f', 'lavfi', '-i', 'anoisesrc=d=4:c=white:a=0.2:seed=4', at('noise.wav'));
    writeFileSync(at('text.mp4'), 'This is no clip.\n'.repeat(100));
    writeFileSync(at('empty.mp4'), '');
  });

  test('that are said are found, others are not, each sentence by itself', async () => {
    expect(await saidOf(at('bridge.wav'), `${asked} ${other}`)).toEqual(['said', 'not-heard']);
  });

  test('have times in their order, within the sound', async () => {
    const found = await verifyAskedWords(at('bridge.wav'), sentencesOf(asked));
    const words = found === 'cancelled' ? [] : (found[0]?.words ?? []);
    expect(words.map(({ text }) => text).join(' ')).toBe(asked.slice(0, -1));
    const times = words.flatMap(({ fromUs, toUs }) => [fromUs, toUs]);
    expect(times).toEqual(times.toSorted((one, next) => one - next));
    expect(times[0]).toBeGreaterThan(300_000);
  });

  test.each(['zed', 'zee'])('are found where a letter is said as %s', async (letter) => {
    expect(await saidOf(at(`${letter}.wav`), 'Please open box Z nine and wait there.')).toEqual([
      'said',
    ]);
  });

  test('are found under a path that is not absolute', async () => {
    const clip = relative(process.cwd(), at('bridge.wav'));
    expect(await saidOf(clip, asked)).toEqual(['said']);
  });

  test.each([
    ['silence.wav', 'silence'],
    ['noise.wav', 'noise-as-loud'],
    ['mute.mp4', 'no-sound'],
    ['text.mp4', 'unreadable'],
    ['empty.mp4', 'unreadable'],
    ['not-there.mp4', 'unreadable'],
    ['.', 'unreadable'],
  ])('can not be looked for in %s, and the reason is said', async (name, why) => {
    expect(await saidOf(at(name), asked)).toEqual([why]);
  });

  test.each([
    ['Good evening.', 'too-few-words'],
    ['Die Brücke wird am Montag wieder geöffnet.', 'not-english'],
    ['Мост снова откроют в понедельник.', 'not-english'],
  ])('are not looked for where nothing could be told: %s', async (text, why) => {
    expect(await saidOf(at('bridge.wav'), text)).toEqual([why]);
  });

  test.each(['exit 1', 'kill -9 $$', 'exit 0', 'exit 127'])(
    'are never “not heard” because the aligner did not do its work (%s)',
    async (script) => {
      withProgram('pocketsphinx_batch', script);
      expect(await saidOf(at('bridge.wav'), asked)).toEqual(['program-failed']);
    },
  );

  test('are never “not heard” because the aligner was killed after the first pass', async () => {
    const real = '/usr/bin/pocketsphinx_batch';
    withProgram(
      'pocketsphinx_batch',
      `case "$*" in *-allphone*) exec ${real} "$@";; *) kill -9 $$;; esac`,
    );
    expect(await saidOf(at('bridge.wav'), asked)).toEqual(['program-failed']);
  });

  test.each(['exit 1', 'kill -9 $$'])(
    'are never looked for in half a sound, nor without pronunciations (%s)',
    async (script) => {
      withProgram(
        'ffmpeg',
        `case "$*" in *s16le*) ${script};; *) exec /usr/bin/ffmpeg "$@";; esac`,
      );
      expect(await saidOf(at('bridge.wav'), asked)).toEqual(['program-failed']);
      withProgram('espeak-ng', script);
      expect(await saidOf(at('bridge.wav'), 'The bridge of Lindholmia will open again.')).toEqual([
        'program-failed',
      ]);
    },
  );

  test('are no result once the work is cancelled, before it or within it', async () => {
    expect(await saidOf(at('bridge.wav'), asked, AbortSignal.abort())).toBe('cancelled');
    const within = new AbortController();
    withProgram('pocketsphinx_batch', `touch ${at('began')}; exec sleep 60`);
    const watcher = watch(folder, (_event, name) => {
      if (name === 'began') within.abort();
    });
    expect(await saidOf(at('bridge.wav'), asked, within.signal)).toBe('cancelled');
    watcher.close();
  });

  test('beyond a bound are said not to be looked for, each repeated sentence once', async () => {
    const many = Array.from({ length: mostSentences + 2 }, (_, n) => `Good ${n}.`).join(' ');
    expect((await saidOf(at('bridge.wav'), `${many} Good 0.`)).slice(-3)).toEqual([
      'too-many-sentences',
      'too-many-sentences',
      'too-few-words',
    ]);
  });
});

test('programs that are not here are named by their packages', async () => {
  const bin = mkdtempSync(join(folder, 'none-'));
  // Node starts them by this path alone; what confines programs is left in it.
  for (const program of ['unshare', 'prlimit', 'true']) {
    try {
      symlinkSync(`/usr/bin/${program}`, join(bin, program));
    } catch {
      // This system confines without it.
    }
  }
  process.env['PATH'] = bin;
  const missing = await missingForAskedWords();
  expect(missing).toEqual(expect.arrayContaining(['ffmpeg', 'pocketsphinx', 'espeak-ng']));
});
