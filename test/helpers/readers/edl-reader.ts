/** An event of a CMX3600 list: its timecodes counted in frames. */
export type EdlEvent = {
  readonly sourceIn: number;
  readonly sourceOut: number;
  readonly recordIn: number;
  readonly recordOut: number;
  readonly remarks: readonly string[];
};

const event =
  /^(\d{3}) {2}([A-Z0-9]{1,8}) +(V|A|A2|B|AA\/V|A2\/V) +C +([\d:;]{11}) ([\d:;]{11}) ([\d:;]{11}) ([\d:;]{11})$/u;

/**
 * Reads a CMX3600 list by the rules of the format (CMX 3600 edit decision list, SMPTE ST 258 for what it shares, timecode by
 * ST 12-1): ASCII lines of at most 80 columns, events numbered from 001, cuts of a length, none over another.
 */
export function readEdl(file: string, nominal: 24 | 25 | 30): readonly EdlEvent[] {
  if (/[^\x20-\x7E\r\n]/u.test(file)) throw new Error('not ASCII');
  const lines = file.split('\r\n');
  if (lines.pop() !== '') throw new Error('the last line does not end');
  if (lines.some((line) => line.length > 80 || /[\r\n]/u.test(line)))
    throw new Error('a long line');
  if (!/^TITLE: .{1,73}$/u.test(lines[0] ?? '')) throw new Error('no title');
  const counting = /^FCM: (NON-)?DROP FRAME$/u.exec(lines[1] ?? '');
  if (!counting) throw new Error('no frame code mode');
  const isDrop = counting[1] === undefined;
  const events: (EdlEvent & { readonly remarks: string[] })[] = [];
  for (const line of lines.slice(2)) {
    if (line.startsWith('* ')) {
      events.at(-1)?.remarks.push(line.slice(2));
      continue;
    }
    const match = event.exec(line);
    if (!match) throw new Error(`no event: ${line}`);
    if (Number(match[1]) !== events.length + 1) throw new Error('events are not numbered in order');
    const [sourceIn = 0, sourceOut = 0, recordIn = 0, recordOut = 0] = match
      .slice(4, 8)
      .map((timecode) => framesOf(timecode, nominal, isDrop));
    if (recordOut <= recordIn || sourceOut - sourceIn !== recordOut - recordIn)
      throw new Error('a cut of no or two lengths');
    if (recordIn < (events.at(-1)?.recordOut ?? 0))
      throw new Error('an event lies over the one before');
    events.push({ sourceIn, sourceOut, recordIn, recordOut, remarks: [] });
  }
  if (events.length > 999) throw new Error('more than 999 events');
  return events;
}

function framesOf(timecode: string, nominal: number, isDrop: boolean): number {
  const match = /^(\d\d):(\d\d):(\d\d)([:;])(\d\d)$/u.exec(timecode);
  const [h = 0, m = 0, s = 0] = (match?.slice(1, 4) ?? []).map(Number);
  const ff = Number(match?.[5]);
  if (!match || h > 23 || m > 59 || s > 59 || ff >= nominal)
    throw new Error(`no timecode: ${timecode}`);
  if ((match[4] === ';') !== isDrop) throw new Error('counted otherwise than said');
  const minutes = h * 60 + m;
  if (isDrop && m % 10 !== 0 && s === 0 && ff < 2) throw new Error(`a dropped number: ${timecode}`);
  const plain = (minutes * 60 + s) * nominal + ff;
  return isDrop ? plain - 2 * (minutes - Math.floor(minutes / 10)) : plain;
}
