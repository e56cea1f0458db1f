import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A real file system of a few MB that a test can fill to the last byte. */
export type SmallDisk = {
  readonly folder: string;
  fill(): void;
  makeRoom(): void;
  grow(megabytes: number): void;
};

function mount(folder: string, megabytes: number): boolean {
  const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder];
  return process.platform === 'linux' && spawnSync('mount', options).status === 0;
}

/** Whether this machine lets a test mount a file system (Linux, root); says so where not. */
export function canMountDisks(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
  const can = mount(folder, 1);
  if (can) spawnSync('umount', [folder]);
  else
    console.warn('SKIPPED: no small file system can be mounted here: tests on a really full disk');
  rmdirSync(folder);
  return can;
}

export function smallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
  if (!mount(folder, megabytes)) throw new Error('no file system could be mounted');
  const fillers: string[] = [];
  onTestFinished(() => {
    spawnSync('umount', ['-l', folder]);
    rmdirSync(folder);
  });
  return {
    folder,
    fill() {
      for (;;) {
        const { bavail, bsize } = statfsSync(folder);
        if (bavail === 0) return;
        const filler = join(folder, `filler-${fillers.length}`);
        fillers.push(filler);
        writeFileSync(filler, Buffer.alloc(bavail * bsize, 1));
      }
    },
    grow(size) {
      spawnSync('mount', ['-o', `remount,size=${size}m`, folder]);
    },
    makeRoom() {
      for (const filler of fillers.splice(0)) rmSync(filler, { force: true });
    },
  };
}
