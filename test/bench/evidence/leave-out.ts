import fitted from '../../../renderer/evidence/sync/grid-map.json' with { type: 'json' };
import type { SoundMap } from '../../../renderer/evidence/sync/sound-map.ts';
import type { MeasuringHarness } from '../../helpers/measuring-harness.ts';
import { nameOf } from './evidence-clips.ts';
import { mapWithout, teach } from './fit-clips.ts';
import { speakerOf } from './speakers.ts';

/** The map for a clip that the committed map was fitted on: the same fit without that speaker; else null. */
export type LeaveOut = (clip: string) => SoundMap | null;

export async function leaveOut(
  harness: MeasuringHarness,
  clips: readonly string[],
  workFolder: string,
  say: (line: string) => void,
): Promise<LeaveOut> {
  const names = new Set(fitted.about.clips.map((one) => one.name));
  const known = clips.filter((clip) => names.has(nameOf(clip)));
  const taught = await teach(harness, known, workFolder, say);
  const maps = new Map(
    taught.map((one) => [
      one.speaker,
      { ...mapWithout(taught, one.speaker), biasMs: fitted.biasMs, voice: fitted.voice },
    ]),
  );
  return (clip) => (names.has(nameOf(clip)) ? (maps.get(speakerOf(clip)) ?? null) : null);
}
