import { expect, test } from 'vitest';
import { sandboxState } from '../../../../tools/setup/sandbox.mjs';
import { hasDisplay, missingLibraries } from '../../../../tools/setup/system-libraries.mjs';

test('libraries that the loader cannot find are named once', () => {
  const output = `
\tlibgtk-3.so.0 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
\tlibasound.so.2 => not found
\tlibgtk-3.so.0 => not found`;
  expect(missingLibraries(output)).toEqual(['libgtk-3.so.0', 'libasound.so.2']);
});

test('a Linux session without a display needs a virtual one, other systems never do', () => {
  expect(hasDisplay({}, 'linux')).toBe(false);
  expect(hasDisplay({ DISPLAY: ':1' }, 'linux')).toBe(true);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
  expect(hasDisplay({}, 'darwin')).toBe(true);
});

test('the sandbox is given up for root only', () => {
  const machine = { platform: 'linux', uid: 1000, restrictsNamespaces: true };
  expect(sandboxState({ ...machine, uid: 0, helperIsSetuid: true })).toBe('root');
  expect(sandboxState({ ...machine, helperIsSetuid: false })).toBe('needs-setuid');
  expect(sandboxState({ ...machine, helperIsSetuid: true })).toBe('ready');
  expect(sandboxState({ ...machine, restrictsNamespaces: false, helperIsSetuid: false })).toBe(
    'ready',
  );
});
