import { createHash } from 'node:crypto';
import { refOf } from './shipped-list.mjs';

/**
 * The list as a CycloneDX 1.6 bill of materials (ECMA-424). The same list gives the same bytes: no date, and a serial number
 * made from the content.
 */
export function cycloneDx(list, { name, version, license }) {
  const root = `pkg:npm/${name}@${version}`;
  const runtime = runtimeComponent(list.runtime);
  const components = [...list.packages.map((one) => packageComponent(one, list)), runtime];
  const content = {
    metadata: {
      component: {
        type: 'application',
        'bom-ref': root,
        name,
        version,
        licenses: [{ license: { id: license } }],
      },
    },
    components,
    dependencies: [{ ref: root, dependsOn: components.map((one) => one['bom-ref']) }],
    compositions: [
      {
        aggregate: 'incomplete',
        assemblies: [...new Set(list.binaries.map(({ within }) => refOf(packageOf(list, within))))],
      },
      { aggregate: 'incomplete', assemblies: [runtime['bom-ref']] },
    ],
  };
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: serialOf(JSON.stringify(content)),
    version: 1,
    ...content,
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}

function packageOf(list, key) {
  return list.packages.find((one) => one.key === key);
}

function packageComponent(one, list) {
  const ref = refOf(one);
  const parts = list.parts
    .filter(({ within }) => within === one.key)
    .map((part) => partComponent(part, ref));
  const binaries = list.binaries
    .filter(({ within }) => within === one.key)
    .map((binary) => binaryComponent(binary, one, ref));
  const inside = [...parts, ...binaries];
  return {
    type: 'library',
    'bom-ref': ref,
    name: one.name,
    version: one.version,
    scope: 'required',
    hashes: [{ alg: 'SHA-512', content: one.sha512 }],
    licenses: licensesOf(one.licence),
    purl: ref,
    properties: one.shippedAs.map((value) => ({ name: 'second-look:shipped-as', value })),
    ...(inside.length > 0 ? { components: inside } : {}),
  };
}

function partComponent({ name, type, licence, source, file, sha256 }, ref) {
  return {
    type,
    'bom-ref': `${ref}#${file}:${type}`,
    name: `${name}: ${file}`,
    hashes: [{ alg: 'SHA-256', content: sha256 }],
    licenses: licensesOf(licence),
    externalReferences: [{ type: 'website', url: source.replace(/ .*$/u, '') }],
  };
}

function binaryComponent({ file, unknown, sha256, crates }, { licence }, ref) {
  const own = `${ref}#${file}`;
  return {
    type: 'file',
    'bom-ref': own,
    name: file,
    description: unknown,
    hashes: [{ alg: 'SHA-256', content: sha256 }],
    licenses: licensesOf(licence),
    ...(crates.length > 0
      ? { components: crates.map((crate) => crateComponent(crate, own, sha256)) }
      : {}),
  };
}

/** A crate has no file of its own here: its hash is that of the binary it was linked into. */
function crateComponent(crate, binary, sha256) {
  const [name, version] = crate.split('@');
  return {
    type: 'library',
    'bom-ref': `${binary}:${crate}`,
    name,
    version,
    hashes: [{ alg: 'SHA-256', content: sha256 }],
    licenses: [{ license: { name: 'not stated in the package that brings it' } }],
    purl: `pkg:cargo/${name}@${encodeURIComponent(version)}`,
  };
}

function runtimeComponent({ version, zip, sha256, parts }) {
  const ref = `pkg:generic/electron@${version}?file_name=${zip}`;
  const hashes = [{ alg: 'SHA-256', content: sha256 }];
  return {
    type: 'platform',
    'bom-ref': ref,
    name: 'electron',
    version,
    scope: 'required',
    description: `${zip}; its LICENSES.chromium.html lies beside the program and names what is inside`,
    hashes,
    licenses: licensesOf('MIT'),
    purl: ref,
    components: parts.map(({ name, licence, source, note }) => ({
      type: 'library',
      'bom-ref': `${ref}#${name}`,
      name,
      description: ['The version is the one inside that zip.', note].filter(Boolean).join(' '),
      hashes,
      licenses: licensesOf(licence),
      externalReferences: [{ type: 'website', url: source }],
    })),
  };
}

/** One SPDX id, or an expression of several. */
function licensesOf(licence) {
  const isOne = /^[\w.-]+$/u.test(licence);
  return [isOne ? { license: { id: licence } } : { expression: licence }];
}

/** A UUID of version 8 (RFC 9562): its bits are our own, from the content. */
function serialOf(content) {
  const hex = createHash('sha256').update(content).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return `urn:uuid:${parts.join('-')}`;
}
