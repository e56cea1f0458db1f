import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { DeskStatistics } from '../../shared/contract/desk-api.ts';

type DayChartProps = { readonly days: DeskStatistics['byDay'] };

const heightPx = 180;

/** Verdicts per day as bars; the same numbers are read out as a sentence. */
export function DayChart({ days }: DayChartProps) {
  const { t, i18n } = useTranslation();
  const host = useRef<HTMLDivElement>(null);
  const language = i18n.language;
  const label = t('stats.per-day');

  useEffect(() => {
    const place = host.current;
    if (!place || days.length === 0) return undefined;
    const style = getComputedStyle(place);
    const color = (name: string) => style.getPropertyValue(name).trim();
    const bars = uPlot.paths.bars?.({ size: [0.7, 48], align: 0 });
    const axis = {
      stroke: color('--text-quiet'),
      grid: { stroke: color('--line'), width: 1 },
      ticks: { show: false },
    };
    const day = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric' });
    const chart = new uPlot(
      {
        width: place.clientWidth,
        height: heightPx,
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false, range: (_self, min, max) => [min - 0.6, max + 0.6] },
          y: { range: (_self, _min, max) => [0, Math.max(1, Math.ceil(max * 1.1))] },
        },
        axes: [
          {
            ...axis,
            grid: { show: false },
            size: 28,
            incrs: [1, 2, 5, 7, 14, 30, 90, 365],
            values: (_self, splits) =>
              splits.map((at) => {
                const found = Number.isInteger(at) ? days[at] : undefined;
                return found ? day.format(found.dayStartMs) : '';
              }),
          },
          { ...axis, size: 36, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] },
        ],
        series: [
          {},
          {
            label,
            stroke: color('--accent'),
            fill: color('--accent'),
            ...(bars ? { paths: bars } : {}),
            points: { show: false },
          },
        ],
      },
      [days.map((_, at) => at), days.map(({ n }) => n)],
      place,
    );
    const observer = new ResizeObserver(() =>
      chart.setSize({ width: place.clientWidth, height: heightPx }),
    );
    observer.observe(place);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [days, label, language]);

  const most = days.reduce((top, { n }) => Math.max(top, n), 0);
  return (
    <section className="day-chart">
      <h2>{label}</h2>
      <div ref={host} role="img" aria-label={t('stats.chart-words', { days: days.length, most })} />
    </section>
  );
}
