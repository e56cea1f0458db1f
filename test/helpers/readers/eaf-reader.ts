import { SaxesParser, type SaxesTagPlain } from 'saxes';

/** A tier of an ELAN document, in the order of its annotations. */
export type EafTier = {
  readonly tierId: string;
  readonly annotations: readonly {
    readonly fromMs: number;
    readonly toMs: number;
    readonly value: string;
  }[];
};

type Element = {
  readonly name: string;
  readonly is: Readonly<Record<string, string>>;
  readonly inside: Element[];
  text: string;
};

/** What EAFv3.0.xsd lets stand in each element, in that order, and the attributes that it asks for. */
const schema: Readonly<
  Record<string, { readonly inside: readonly string[]; readonly asks: readonly string[] }>
> = {
  ANNOTATION_DOCUMENT: {
    inside: ['HEADER', 'TIME_ORDER', 'TIER', 'LINGUISTIC_TYPE'],
    asks: ['AUTHOR', 'DATE', 'VERSION'],
  },
  HEADER: { inside: ['PROPERTY'], asks: [] },
  PROPERTY: { inside: [], asks: [] },
  TIME_ORDER: { inside: ['TIME_SLOT'], asks: [] },
  TIME_SLOT: { inside: [], asks: ['TIME_SLOT_ID'] },
  TIER: { inside: ['ANNOTATION'], asks: ['TIER_ID', 'LINGUISTIC_TYPE_REF'] },
  ANNOTATION: { inside: ['ALIGNABLE_ANNOTATION'], asks: [] },
  ALIGNABLE_ANNOTATION: {
    inside: ['ANNOTATION_VALUE'],
    asks: ['ANNOTATION_ID', 'TIME_SLOT_REF1', 'TIME_SLOT_REF2'],
  },
  ANNOTATION_VALUE: { inside: [], asks: [] },
  LINGUISTIC_TYPE: { inside: [], asks: ['LINGUISTIC_TYPE_ID'] },
};

/** Reads an EAF by the rules of its schema and of ELAN's tiers; throws where it is not well-formed or breaks one. */
export function readEaf(file: string): readonly EafTier[] {
  const root = parse(file);
  checkShape(root);
  const all = (name: string, from: Element = root): readonly Element[] =>
    from.inside.flatMap((one) => [...(one.name === name ? [one] : []), ...all(name, one)]);
  const ids = [
    ...all('TIME_SLOT').map(({ is }) => is['TIME_SLOT_ID'] ?? ''),
    ...all('ALIGNABLE_ANNOTATION').map(({ is }) => is['ANNOTATION_ID'] ?? ''),
  ];
  // xsd:ID is an NCName, and unique in the document.
  if (ids.some((id) => !/^[A-Za-z_][\w.-]*$/u.test(id))) throw new Error('an id that is none');
  if (new Set(ids).size < ids.length) throw new Error('an id twice');
  const slots = all('TIME_SLOT').map(
    ({ is }) => [is['TIME_SLOT_ID'] ?? '', Number(is['TIME_VALUE'])] as const,
  );
  if (slots.some(([, ms]) => !Number.isInteger(ms) || ms < 0))
    throw new Error('a time that is none');
  if (slots.some(([, ms], at) => ms < (slots[at - 1]?.[1] ?? 0)))
    throw new Error('time slots out of order');
  const timeOf = new Map(slots);
  const types = all('LINGUISTIC_TYPE').map(({ is }) => is['LINGUISTIC_TYPE_ID']);
  const tiers = all('TIER').map((tier): EafTier => {
    if (!types.includes(tier.is['LINGUISTIC_TYPE_REF'])) throw new Error('a tier of no type');
    const annotations = all('ALIGNABLE_ANNOTATION', tier).map(({ is, inside }) => {
      const fromMs = timeOf.get(is['TIME_SLOT_REF1'] ?? '');
      const toMs = timeOf.get(is['TIME_SLOT_REF2'] ?? '');
      if (fromMs === undefined || toMs === undefined) throw new Error('a slot that is not there');
      if (toMs <= fromMs) throw new Error('an annotation of no length');
      return { fromMs, toMs, value: inside[0]?.text ?? '' };
    });
    if (annotations.some(({ fromMs }, at) => fromMs < (annotations[at - 1]?.toMs ?? 0)))
      throw new Error('annotations of one tier overlap');
    return { tierId: tier.is['TIER_ID'] ?? '', annotations };
  });
  if (new Set(tiers.map(({ tierId }) => tierId)).size < tiers.length)
    throw new Error('a tier twice');
  return tiers;
}

function checkShape(element: Element): void {
  const rule = schema[element.name];
  if (!rule) throw new Error(`no such element: ${element.name}`);
  if (rule.asks.some((name) => element.is[name] === undefined))
    throw new Error(`${element.name} lacks something`);
  const order = element.inside.map(({ name }) => rule.inside.indexOf(name));
  if (order.some((at, n) => at < (order[n - 1] ?? 0)))
    throw new Error(`${element.name}: wrong order or place`);
  element.inside.forEach(checkShape);
}

/** saxes is a strict parser: it throws where XML 1.0 is broken, forbidden characters included. */
function parse(file: string): Element {
  const parser = new SaxesParser();
  const open: Element[] = [{ name: '', is: {}, inside: [], text: '' }];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    const element: Element = { name, is: { ...attributes }, inside: [], text: '' };
    open.at(-1)?.inside.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', (text) => {
    const last = open.at(-1);
    if (last) last.text += text;
  });
  parser.write(file).close();
  const [root] = open[0]?.inside ?? [];
  if (root?.name !== 'ANNOTATION_DOCUMENT') throw new Error('no annotation document');
  return root;
}
