export const spanChoices = ['today', 'week', 'month', 'all'] as const;
export type SpanChoice = (typeof spanChoices)[number];

const days = { today: 1, week: 7, month: 30 } as const;

/** Whole days of the reviewer's own calendar up to the end of today, in epoch milliseconds. */
export function spanOf(choice: SpanChoice, nowMs: number): { fromMs: number; toMs: number } {
  const now = new Date(nowMs);
  const day = (back: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() - back).getTime();
  return { fromMs: choice === 'all' ? 0 : day(days[choice] - 1), toMs: day(-1) };
}
