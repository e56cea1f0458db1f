import { readFile } from 'node:fs/promises';
import type { Browser, CDPSession, Page } from '@playwright/test';

/** What a page and its browser hold at one moment, after garbage was collected. */
export type MemoryReading = {
  readonly heapBytes: number;
  /** Resident memory of all renderer processes (Linux). */
  readonly rendererBytes: number;
  readonly listeners: number;
  readonly nodes: number;
};

export type MemoryWatch = {
  read(): Promise<MemoryReading>;
  /** Decoded pictures that Chromium collected though nobody had closed them, so far. */
  unclosed(): Promise<number>;
};

/** Watches a page's memory. Start it before the page does anything. */
export async function watchMemory(browser: Browser, page: Page): Promise<MemoryWatch> {
  const session = await page.context().newCDPSession(page);
  const processes = await browser.newBrowserCDPSession();
  await session.send('Performance.enable');
  let unclosed = 0;
  page.on('console', (line) => {
    if (/garbage collected without being closed/i.test(line.text())) unclosed++;
  });
  return {
    async read() {
      // Twice: what the first pass lets go of may hold more.
      for (let pass = 0; pass < 2; pass++) {
        await page.requestGC();
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
      return { ...(await metricsOf(session)), rendererBytes: await residentBytes(processes) };
    },
    async unclosed() {
      // Chromium complains once a second.
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return unclosed;
    },
  };
}

async function metricsOf(session: CDPSession) {
  const { metrics } = await session.send('Performance.getMetrics');
  const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return {
    heapBytes: value('JSHeapUsedSize'),
    listeners: value('JSEventListeners'),
    nodes: value('Nodes'),
  };
}

async function residentBytes(browser: CDPSession): Promise<number> {
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  let bytes = 0;
  for (const { type, id } of processInfo) {
    if (type !== 'renderer') continue;
    const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
    bytes += Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  }
  return bytes;
}
