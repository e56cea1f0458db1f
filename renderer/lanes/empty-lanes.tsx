import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { laneStates, type Lane } from './lane-types.ts';
import { plainText } from '../../shared/domain/hidden-signs.ts';

type EmptyLanesProps = {
  readonly lanes: readonly Lane[];
  readonly isUnfolded: boolean;
  readonly onToggle: () => void;
};

/** The lanes to draw, and the line at their foot that names the others and unfolds them; null where there are none. */
export function useEmptyLanes(lanes: readonly Lane[]): {
  readonly drawn: readonly Lane[];
  readonly foot: ReactNode;
} {
  const [isUnfolded, setIsUnfolded] = useState(false);
  const empty = lanes.filter((lane) => lane.isEmpty);
  if (empty.length === 0) return { drawn: lanes, foot: null };
  const toggle = () => setIsUnfolded(!isUnfolded);
  return {
    drawn: isUnfolded ? lanes : lanes.filter((lane) => !lane.isEmpty),
    foot: <EmptyLanes lanes={empty} isUnfolded={isUnfolded} onToggle={toggle} />,
  };
}

/** One line for all lanes that have nothing to draw: what was found absent, and apart from it what could not be told. */
function EmptyLanes({ lanes, isUnfolded, onToggle }: EmptyLanesProps) {
  const { t, i18n } = useTranslation();
  const words = emptyLaneWords(lanes, i18n.language, t);
  return (
    <button
      type="button"
      className="lanes-empty"
      aria-expanded={isUnfolded}
      title={words}
      onClick={onToggle}
    >
      <span aria-hidden="true">{isUnfolded ? '▾' : '▸'}</span>
      <span className="lanes-empty-words">{words}</span>
    </button>
  );
}

/** "Nothing found: Speech, Picture events. Cannot tell: Voice and mouth": a state for itself, never all as one. */
export function emptyLaneWords(lanes: readonly Lane[], language: string, t: TFunction): string {
  const list = new Intl.ListFormat(language, { type: 'unit', style: 'short' });
  return laneStates
    .flatMap((state) => {
      const names = lanes.filter((lane) => lane.state === state).map(({ title }) => title);
      if (names.length === 0) return [];
      return [t(`lanes.empty.${state}`, { what: list.format(names.map(plainText)) })];
    })
    .join(' · ');
}
