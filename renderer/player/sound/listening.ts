export const listeningModes = ['stereo', 'mono', 'left', 'right', 'difference'] as const;
/** Which part of the soundtrack is heard, always on both ears. */
export type Listening = (typeof listeningModes)[number];

export function nextListening(now: Listening): Listening {
  return listeningModes[(listeningModes.indexOf(now) + 1) % listeningModes.length] ?? 'stereo';
}

/** How much of the left and the right channel reaches each ear. */
export type MixGains = {
  readonly leftFromLeft: number;
  readonly leftFromRight: number;
  readonly rightFromLeft: number;
  readonly rightFromRight: number;
};

/** The mix of a mode; no mode is louder than the channels are. */
export function mixGains(mode: Listening): MixGains {
  if (mode === 'stereo')
    return { leftFromLeft: 1, leftFromRight: 0, rightFromLeft: 0, rightFromRight: 1 };
  const [left, right] = (
    { mono: [0.5, 0.5], left: [1, 0], right: [0, 1], difference: [0.5, -0.5] } as const
  )[mode];
  return { leftFromLeft: left, leftFromRight: right, rightFromLeft: left, rightFromRight: right };
}
