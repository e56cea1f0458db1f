import type { Lane } from './lane-types.ts';
import { laneStateWords } from './lane-words.ts';

/** A lane's name, who measured it, and in words whatever it can't say. */
export function LaneTitle({ lane }: { readonly lane: Lane }) {
  const words = laneStateWords[lane.state];
  return (
    <div className="lane-title" style={{ height: lane.heightPx }} title={lane.note}>
      <span className="lane-name">{lane.title}</span>
      {lane.author !== '' && <span className="lane-author">{lane.author}</span>}
      {words !== '' && <span className={`lane-state is-${lane.state}`}>{words}</span>}
    </div>
  );
}
