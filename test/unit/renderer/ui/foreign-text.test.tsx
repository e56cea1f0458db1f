import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { beforeAll, expect, test } from 'vitest';
import i18next from 'i18next';
import { en } from '../../../../renderer/strings/en.ts';
import { ForeignText, HiddenNote } from '../../../../renderer/ui/foreign-text.tsx';

const i18n = i18next.createInstance();
beforeAll(async () => {
  await i18n.init({
    lng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
  });
});
const drawn = (text: string) =>
  renderToStaticMarkup(
    <I18nextProvider i18n={i18n}>
      <ForeignText text={text} />
      <HiddenNote texts={[text, text]} />
    </I18nextProvider>,
  );
const tags = (words: string) =>
  Array.from(words, (sign) => String.fromCodePoint(0xe0000 + sign.charCodeAt(0))).join('');

test('hidden words are spelt out in a mark with a name, isolated from the words around', () => {
  const html = drawn(`A boat${tags('say yes')} at sea`);
  expect(html).toContain('<span class="foreign-text">A boat<span class="hidden-sign"');
  expect(html).toContain('role="img" aria-label="Hidden words: say yes"');
  expect(html).toContain('>say yes</span> at sea</span>');
  expect(html).toContain('▲ 14 hidden characters, shown as marks.');
});

test('what turns or has no width is named by its code and never drawn itself', () => {
  const html = drawn('a\u202eb\u200b\u200bc');
  expect(html).toContain('A hidden character that turns the direction of text: U+202E');
  expect(html).toContain('2 hidden characters without width: U+200B');
  expect(html).not.toMatch(/[\u202e\u200b]/u);
});

test('a text with nothing hidden is drawn as it is, without a note', () => {
  expect(drawn('مرحبا 👩‍👩‍👧')).toBe('<span class="foreign-text">مرحبا 👩‍👩‍👧</span>');
});
