import { pagePolicy, serveBuiltPage, type BuiltPage } from './built-page.ts';

/** The harness page of the player, with the clips it is told of, under the real page's policy. */
export type PlayerHarness = Pick<BuiltPage, 'url' | 'clipUrl' | 'close'>;

export function servePlayerHarness(): Promise<PlayerHarness> {
  return serveBuiltPage('test/app/player/harness', { 'content-security-policy': pagePolicy });
}
