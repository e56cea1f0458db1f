import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { byText } from './npm-packages.mjs';

const line = '='.repeat(80);
const isNotice = (name) => /^(licen[cs]e|copying|notice|copyright)([.-]|$)/iu.test(name);

/** The notices of everything shipped, as one text: who made it, its licence, and the licence's words as it brings them. */
export function noticesText(list, { root, productName }) {
  const entries = list.packages.map((one) => packageEntry(one, list, root));
  const head = `${productName} brings works of others. Each is named here with its licence.

Electron ${list.runtime.version} brings Chromium, Node.js, V8 and FFmpeg; their notices are in LICENSES.chromium.html beside
the program. ${list.runtime.parts
    .filter(({ note }) => note)
    .map(({ name, licence, note }) => `${name}: ${licence}. ${note}`)
    .join(' ')}`;
  const tail = standardTexts(list, root);
  return `${[head, electronEntry(list, root), ...entries, ...tail].map((text) => text.trim()).join(`\n\n${line}\n`)}\n`;
}

function packageEntry(one, list, root) {
  const facts = [
    `${one.name} ${one.version}`,
    `Licence: ${one.licence}`,
    ...(one.author ? [`Author: ${one.author}`] : []),
    ...(one.homepage ? [one.homepage] : []),
    ...list.parts
      .filter(({ within }) => within === one.key)
      .map(
        ({ name, licence, file, source, isStated }) =>
          `Inside: ${name} (${file}), ${licence}${isStated ? '' : ' by its source, the package says nothing of it'}, ${source}`,
      ),
    ...list.binaries
      .filter(({ within }) => within === one.key)
      .flatMap(({ file, unknown, crates }) => [
        `${file}: ${unknown}`,
        ...(crates.length > 0 ? [`Crates named in it: ${crates.join(', ')}`] : []),
      ]),
  ];
  const texts = noticeTexts(join(root, one.key));
  const none = `The package brings no text of its licence; that of ${one.licence} is at the end.`;
  return [facts.join('\n'), ...(texts.length > 0 ? texts : [none])].join('\n\n');
}

function electronEntry({ runtime }, root) {
  const [text = ''] = noticeTexts(join(root, 'node_modules/electron'));
  return `Electron ${runtime.version}\nLicence: MIT\n\n${text}`;
}

/** Licence and notice files at the top of a package, in the order of their names. */
function noticeTexts(folder) {
  return (
    readdirSync(folder)
      .filter((name) => isNotice(name) && statSync(join(folder, name)).isFile())
      .sort(byText)
      .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n'))
      // A bundler's own licence file continues with those of its programs, none of which is shipped.
      .map((text) => text.replace(/^# Licenses of bundled dependencies\n[^]*$/mu, '').trim())
  );
}

/** Words of the licences of packages that bring none, from files that are here anyway. */
function standardTexts(list, root) {
  const lacking = new Set(
    list.packages
      .filter(({ key }) => noticeTexts(join(root, key)).length === 0)
      .map(({ licence }) => licence),
  );
  return [...lacking]
    .sort(byText)
    .map((licence) => `${licence}\n\n${standardText(licence, list, root)}`);
}

function standardText(licence, list, root) {
  if (licence === 'Apache-2.0') return readFileSync(join(root, 'LICENSE'), 'utf8');
  const words = standardWords[licence];
  if (words) return words;
  throw new Error(
    `A package that is shipped brings no text of its licence, and we have none: ${licence}`,
  );
}

const asIs = `THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO
THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** Of the licences that packages name without bringing their words; a test compares them with texts of packages that do. */
export const standardWords = {
  MIT: `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to
whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

${asIs}`,
  ISC: `Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby
granted, provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED
WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR
CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF
CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.`,
};
