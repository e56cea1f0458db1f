import type { Readable } from 'node:stream';

/** Calls back with each whole line of a child's output. */
export function onPrintedLine(stream: Readable | null, listener: (line: string) => void): void {
  let rest = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') listener(line);
  });
}
