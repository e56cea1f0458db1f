/** Protocol buffers, as much as an ONNX file needs: numbers, texts and messages by their field number. */
type Field = readonly [number, number | string | readonly Field[]];

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return [...bytes, rest];
}

function encode(fields: readonly Field[]): number[] {
  return fields.flatMap(([number, value]) => {
    if (typeof value === 'number') return [...varint(number * 8), ...varint(value)];
    const body = typeof value === 'string' ? [...Buffer.from(value)] : encode(value);
    return [...varint(number * 8 + 2), ...varint(body.length), ...body];
  });
}

/** What a made model takes: a free side by its rank alone, or sides that are fixed. */
type Taken = number | readonly number[];

/** A tensor of floats (or of the element type given); sides without a length are not fixed. */
function tensor(name: string, taken: Taken, elementType = 1): readonly Field[] {
  const sides = typeof taken === 'number' ? Array.from({ length: taken }, () => null) : taken;
  const dims = sides.map((side, at): Field => [
    1,
    [side === null ? [2, `d${name}${at}`] : [1, side]],
  ]);
  const type: readonly Field[] = [
    [1, elementType],
    [2, dims],
  ];
  return [
    [1, name],
    [2, [[1, type]]],
  ];
}

type Making = {
  readonly operator: string;
  readonly inputs: readonly {
    readonly name: string;
    readonly taken: Taken;
    readonly type?: number;
  }[];
  readonly outputRank: number;
  readonly attributes?: readonly (readonly Field[])[];
};

/** An ONNX file of one node. */
function model({ operator, inputs, outputRank, attributes = [] }: Making): Uint8Array<ArrayBuffer> {
  const node: readonly Field[] = [
    ...inputs.map(({ name }): Field => [1, name]),
    [2, 'answer'],
    [4, operator],
    ...attributes.map((attribute): Field => [5, attribute]),
  ];
  const graph: readonly Field[] = [
    [1, node],
    [2, 'made'],
    ...inputs.map(({ name, taken, type }): Field => [11, tensor(name, taken, type)]),
    [12, tensor('answer', outputRank, inputs[0]?.type)],
  ];
  const operators: readonly Field[] = [
    [1, ''],
    [2, 13],
  ];
  return Uint8Array.from(
    encode([
      [1, 8],
      [2, 'second-look-test'],
      [7, graph],
      [8, operators],
    ]),
  );
}

/** The mean of everything that it is fed, as one number. */
export function meanModel(taken: Taken, elementType = 1): Uint8Array<ArrayBuffer> {
  const keepNoDims: readonly Field[] = [
    [1, 'keepdims'],
    [3, 0],
    [20, 2],
  ];
  return model({
    operator: 'ReduceMean',
    inputs: [{ name: 'fed', taken, type: elementType }],
    outputRank: 0,
    attributes: [keepNoDims],
  });
}

/** Answers with what it is fed: a lane's `index` picks the number. */
export function echoModel(rank: number): Uint8Array<ArrayBuffer> {
  return model({ operator: 'Identity', inputs: [{ name: 'fed', taken: rank }], outputRank: rank });
}

/** Wants two inputs, and the desk has only one. */
export function twoInputModel(rank: number): Uint8Array<ArrayBuffer> {
  const inputs = ['one', 'other'].map((name) => ({ name, taken: rank }));
  return model({ operator: 'Add', inputs, outputRank: rank });
}
