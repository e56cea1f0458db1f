import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cycloneDx } from './cyclonedx.mjs';
import { noticesText } from './notices.mjs';
import { shippedList } from './shipped-list.mjs';

/** In the build's folder; the page reads its own copy of the notices. */
const names = {
  notices: 'THIRD-PARTY-NOTICES.txt',
  noticesOfPage: 'renderer/third-party-notices.txt',
  sbom: 'sbom.cdx.json',
};

/** Last step of the build: notices and bill of materials of what it made and of the packages that ship beside it. */
export function writeShipped({
  root,
  out,
  bundled,
  platform = process.platform,
  arch = process.arch,
}) {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const list = shippedList({ root, out, bundled, platform, arch });
  const notices = noticesText(list, { root, productName: 'Second Look' });
  writeFileSync(join(out, names.notices), notices);
  writeFileSync(join(out, names.noticesOfPage), notices);
  writeFileSync(join(out, names.sbom), cycloneDx(list, manifest));
}
