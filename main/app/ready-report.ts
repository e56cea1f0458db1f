import type { BrowserWindow } from 'electron';
import { announce, writeLog } from './runtime/log.ts';
import { writeWholeFile } from './settings/whole-file.ts';

/** How long the page may settle before its picture is taken, in milliseconds. */
const settleMs = 1_000;

/**
 * Prints once, on stdout, that the desk can be used, and how long the page took; takes the screenshot
 * that `SECOND_LOOK_SCREENSHOT` names.
 */
export function reportOnce(
  window: BrowserWindow,
  pageAskedAtMs: number,
): (waiting: number) => void {
  let isReported = false;
  return (waiting) => {
    if (isReported) return;
    isReported = true;
    const rendererMs = Math.round(Date.now() - pageAskedAtMs);
    const startMs = Math.round(Date.now() - (process.getCreationTime() ?? Date.now()));
    announce({ event: 'ready', waiting, rendererMs, startMs });
    const picture = process.env['SECOND_LOOK_SCREENSHOT'];
    if (picture) setTimeout(() => void takePicture(window, picture), settleMs);
  };
}

async function takePicture(window: BrowserWindow, path: string): Promise<void> {
  if (window.isDestroyed()) return;
  const image = await window.webContents.capturePage();
  const written = await writeWholeFile(path, image.toPNG(), 0o600);
  if (written.ok) announce({ event: 'screenshot' });
  else writeLog({ event: 'screenshot-failed', kind: written.fault.kind });
}
