import { app } from 'electron';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether this is a packed desk, for which every guard holds. Electron's own `isPackaged` looks at the name of the
 * program's file, which anybody can change; packing writes a mark into the manifest inside the archive. Without a
 * manifest that can be read the guards hold.
 */
export function isPacked(): boolean {
  return app.isPackaged || isMarkedPacked(app.getAppPath());
}

/** Whether the manifest in this folder (or archive) is that of a packed desk. */
export function isMarkedPacked(appPath: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8'));
    const isManifest = typeof manifest === 'object' && manifest !== null && 'name' in manifest;
    return !isManifest || 'secondLookPacked' in manifest;
  } catch {
    return true;
  }
}
