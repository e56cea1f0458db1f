import type { Analyser, AnalyserRun } from '../../../../renderer/evidence/engine/analyser.ts';

/** What a pass handed over, told as the values of a `model` lane. */
function tell(id: string, needs: Analyser['needs'], make: () => Making): Promise<Analyser> {
  const author = { name: id, version: '1' };
  return Promise.resolve({
    id,
    version: 1,
    author,
    after: [],
    needs,
    begin: async () => {
      const { values, run } = make();
      return {
        ...run,
        end: async () => ({
          kind: 'model' as const,
          author,
          certainty: 'clear' as const,
          reason: null,
          laneTitle: id,
          values: [...values],
          spans: [],
        }),
      };
    },
  });
}

type Values = { readonly atUs: number; readonly value: number }[];
type Making = { readonly values: Values; readonly run: Omit<AnalyserRun, 'end'> };

/** Analysers that only tests have: they count, throw, hang and die. */
export function testAnalysers(id: string): Promise<Analyser> | undefined {
  if (id === 'model.frames-seen')
    return tell(id, { frames: true, sound: false }, () => {
      const values: Values = [];
      return {
        values,
        run: {
          frame(picture) {
            values.push({ atUs: picture.startUs, value: picture.frame });
          },
        },
      };
    });
  if (id === 'model.brightness')
    return tell(id, { frames: true, sound: false }, () => {
      const values: Values = [];
      return {
        values,
        run: {
          frame(picture) {
            const { data } = picture.luma(64);
            const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
            values.push({ atUs: picture.startUs, value: mean });
          },
        },
      };
    });
  if (id === 'model.sound-blocks')
    return tell(id, { frames: false, sound: true }, () => {
      const values: Values = [];
      return {
        values,
        run: {
          sound: (block) =>
            void values.push({ atUs: block.fromUs, value: block.channels[0]?.length ?? 0 }),
        },
      };
    });
  if (id === 'model.throws')
    return tell(id, { frames: true, sound: false }, () => ({
      values: [],
      run: {
        frame(picture) {
          if (picture.frame === 3) throw new RangeError('as told');
        },
      },
    }));
  return undefined;
}
