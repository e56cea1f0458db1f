import { expect, test } from 'vitest';
import { installCommand, packageFamily, parseOsRelease } from '../../../../tools/setup/distro.mjs';

const apt = 'apt-get install -y --no-install-recommends';
const releases: readonly (readonly [string, string, string])[] = [
  [
    'Debian 12 has the old library names',
    'ID=debian\nVERSION_CODENAME=bookworm',
    `${apt} libgtk-3-0 libnss3 libgbm1 libasound2 xvfb`,
  ],
  [
    'Debian 13 has the renamed libraries',
    'ID=debian\nVERSION_CODENAME=trixie',
    `${apt} libgtk-3-0t64 libnss3 libgbm1 libasound2t64 xvfb`,
  ],
  [
    'Ubuntu 22.04 has the old library names',
    'ID=ubuntu\nID_LIKE=debian\nUBUNTU_CODENAME=jammy\nVERSION_CODENAME=jammy',
    `${apt} libgtk-3-0 libnss3 libgbm1 libasound2 xvfb`,
  ],
  [
    'Mint goes by the Ubuntu it is made of',
    'ID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_CODENAME=wilma\nUBUNTU_CODENAME=noble',
    `${apt} libgtk-3-0t64 libnss3 libgbm1 libasound2t64 xvfb`,
  ],
  [
    'Fedora installs with dnf',
    'ID=fedora\nVERSION_ID=43',
    'dnf install -y gtk3 nss mesa-libgbm alsa-lib xorg-x11-server-Xvfb',
  ],
];

test.each(releases)('%s', (_name, text, expected) => {
  const command = installCommand(parseOsRelease(text), ['libraries', 'xvfb']);
  expect(command?.join(' ')).toBe(expected);
});

test('only what is missing is installed', () => {
  const debian = parseOsRelease('ID=debian\nVERSION_CODENAME=bookworm');
  expect(installCommand(debian, ['ffmpeg'])?.join(' ')).toBe(`${apt} ffmpeg`);
  expect(installCommand(debian, [])).toBeUndefined();
});

test('what looks for asked words is installed where a distribution has it', () => {
  const debian = parseOsRelease('ID=debian\nVERSION_CODENAME=trixie');
  expect(installCommand(debian, ['speech'])?.join(' ')).toBe(
    `${apt} pocketsphinx pocketsphinx-en-us espeak-ng`,
  );
  expect(installCommand(parseOsRelease('ID=fedora\nVERSION_ID=43'), ['speech'])).toBeUndefined();
});

test('a distribution we do not know gets no command', () => {
  expect(packageFamily(parseOsRelease('ID=nixos'))).toBe('unknown');
  expect(installCommand(parseOsRelease('ID=nixos'), ['libraries'])).toBeUndefined();
});

test('the tests of the page get a browser from Debian; Ubuntu has none that can be started by its path', () => {
  const debian = parseOsRelease('ID=debian\nVERSION_CODENAME=bookworm');
  expect(installCommand(debian, ['chromium'])?.at(-1)).toBe('chromium');
  expect(
    installCommand(parseOsRelease('ID=ubuntu\nVERSION_CODENAME=noble'), ['chromium']),
  ).toBeUndefined();
});
