import { useTranslation } from 'react-i18next';
import type { SyncLag } from '../../../shared/domain/evidence.ts';
import { syncBands } from '../../../shared/domain/sync-bands.ts';

type Face = SyncLag['faces'][number];

const width = 220;
const height = 56;
const farthestMs = 700;

const xOf = (lagMs: number) => ((lagMs + farthestMs) / (2 * farthestMs)) * width;

/** Agreement of sound and mouth over the offsets that were tried, with the bands of BT.1359 behind it. */
export function SyncCurve({ face, label }: { readonly face: Face; readonly label: string }) {
  const { t } = useTranslation();
  const { lagsMs, agreement } = face.curve;
  if (lagsMs.length < 2) return null;
  const high = Math.max(0.1, ...agreement);
  const low = Math.min(0, ...agreement);
  const yOf = (value: number) => height - 4 - ((value - low) / (high - low)) * (height - 8);
  const path = lagsMs
    .map(
      (lag, at) =>
        `${at === 0 ? 'M' : 'L'}${xOf(lag).toFixed(1)} ${yOf(agreement[at] ?? 0).toFixed(1)}`,
    )
    .join('');
  return (
    <div className="sync-curve">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {[syncBands.acceptable, syncBands.detectable].map((band) => (
          <rect
            key={band.earlyMs}
            className="sync-band"
            x={xOf(band.earlyMs)}
            width={xOf(band.lateMs) - xOf(band.earlyMs)}
            y={0}
            height={height}
          />
        ))}
        <line className="sync-zero" x1={xOf(0)} x2={xOf(0)} y1={0} y2={height} />
        <path className="sync-line" d={path} />
        {face.lagMs !== null && face.certainty !== 'cannot-tell' && (
          <>
            <rect
              className="sync-doubt"
              x={xOf(face.lagMs - face.uncertaintyMs)}
              width={xOf(face.lagMs + face.uncertaintyMs) - xOf(face.lagMs - face.uncertaintyMs)}
              y={0}
              height={height}
            />
            <line
              className="sync-peak"
              x1={xOf(face.lagMs)}
              x2={xOf(face.lagMs)}
              y1={0}
              y2={height}
            />
          </>
        )}
      </svg>
      <p className="sync-scale" aria-hidden="true">
        <span>{t('evidence.ms-early', { ms: farthestMs })}</span>
        <span>0</span>
        <span>{t('evidence.ms-late', { ms: farthestMs })}</span>
      </p>
    </div>
  );
}
