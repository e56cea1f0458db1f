import { err, type Result } from '../../shared/lifetime/result.ts';

/** Nothing came out of the decoder for too long: another try may do. */
export function stalled(frame: number): Result<never> {
  return err(
    'timed-out',
    `Frame ${frame} did not come within 5 seconds: this machine is too slow for this clip just now. Go to it again, or step by key frames.`,
    'after-user',
  );
}

/** Every try ended without this frame. */
export function undecodable(frame: number): Result<never> {
  return err('broken-media', `Frame ${frame} can't be decoded: the file is damaged here.`);
}
