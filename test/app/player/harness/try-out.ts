import type { ClipPlayer } from '../../../../renderer/player/clip-player-types.ts';
import type { Trial } from './harness-api.ts';

/** Nothing is waited for longer than this. */
const patienceMs = 9000;

const rest = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Opens, steps, seeks, plays, loops and listens, as a reviewer would; tells what took longest and where words were missing. */
export async function tryOut(player: ClipPlayer): Promise<Trial> {
  let slowest = { what: '', ms: 0 };
  const wordless: string[] = [];

  async function act(what: string, begin: () => void, isOver: () => boolean): Promise<void> {
    const startedMs = performance.now();
    begin();
    while (!isOver() && performance.now() - startedMs < patienceMs) await rest(10);
    const ms = Math.round(performance.now() - startedMs);
    if (ms > slowest.ms) slowest = { what, ms };
    if (!isSaid(player)) wordless.push(what);
  }
  const isAnswered = () => !player.state().isDecoding && player.state().phase !== 'loading';
  const last = player.state().frameCount - 1;

  await act('open', () => {}, isAnswered);
  await act('step', () => player.stepFrames(1), isAnswered);
  for (const share of [0.5, 1, 0.9, 0.1])
    await act(`seek ${share}`, () => player.seekToFrame(Math.round(last * share)), isAnswered);
  await act('step back', () => player.stepFrames(-1), isAnswered);
  player.play();
  await rest(200);
  const isPaused = () => isAnswered() && !player.state().isPlaying && isSaid(player);
  await act('pause', player.pause, isPaused);
  player.setLoop({ fromUs: player.state().us, toUs: player.state().us + 200_000 });
  player.play();
  await rest(200);
  player.setLoop(null);
  await act('pause a loop', player.pause, isPaused);
  let hasHeard = false;
  void player.soundPicture().finally(() => (hasHeard = true));
  await act(
    'sound',
    () => {},
    () => hasHeard,
  );
  return { slowest, wordless, state: player.state() };
}

/** The picture is proven, or something says why it is not. */
function isSaid(player: ClipPlayer): boolean {
  const { fault, isExact, isDecoding, source, notes, phase, agreement, isOnTime } = player.state();
  if (phase === 'loading' || isDecoding) return false;
  if (isExact) return true;
  if (fault !== null) return fault.message.length >= 20;
  // The element's own picture, as after a pause: the badge says why nothing proves it.
  if (agreement !== 'agrees' || !isOnTime) return true;
  return source === 'element' && notes.includes('element-seek');
}
