import { Meter } from 'react-aria-components/Meter';
import { Label } from 'react-aria-components/Label';

type QuotaBarProps = {
  readonly label: string;
  readonly used: number;
  readonly of: number;
  readonly words: string;
};

/** How much of an allowance is used, as a bar and in words. */
export function QuotaBar({ label, used, of, words }: QuotaBarProps) {
  const share = of > 0 ? Math.min(1, used / of) : 0;
  return (
    <Meter className="quota-bar" value={share * 100} valueLabel={words}>
      <span className="quota-bar-words">
        <Label>{label}</Label>
        <span className="numbers">{words}</span>
      </span>
      <span className="quota-bar-track" aria-hidden="true">
        <span className="quota-bar-fill" style={{ inlineSize: `${share * 100}%` }} />
      </span>
    </Meter>
  );
}
