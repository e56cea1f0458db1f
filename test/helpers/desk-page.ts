import { pagePolicy, serveBuiltPage, type BuiltPage } from './built-page.ts';

export type DeskPage = Pick<BuiltPage, 'url' | 'close'>;

/** Serves the page over the fake desk, with these clips, under the real page's policy. */
export async function serveDeskPage(clips: readonly string[]): Promise<DeskPage> {
  const page = await serveBuiltPage('test/app/ui/page', { 'content-security-policy': pagePolicy });
  page.write('clips.json', JSON.stringify(clips.map((file) => page.clipUrl(file))));
  return page;
}
