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

/** A tensor of floats whose dimensions are not fixed. */
function floats(name: string, rank: number): readonly Field[] {
  const dims = Array.from({ length: rank }, (_, at): Field => [1, [[2, `d${name}${at}`]]]);
  return [
    [1, name],
    [
      2,
      [
        [
          1,
          [
            [1, 1],
            [2, dims],
          ],
        ],
      ],
    ],
  ];
}

/** An ONNX model of one node: the mean of everything that it is fed, as one number. */
export function meanModel(inputRank: number): Uint8Array<ArrayBuffer> {
  const keepNoDims: readonly Field[] = [
    [1, 'keepdims'],
    [3, 0],
    [20, 2],
  ];
  const node: readonly Field[] = [
    [1, 'fed'],
    [2, 'mean'],
    [4, 'ReduceMean'],
    [5, keepNoDims],
  ];
  const graph: readonly Field[] = [
    [1, node],
    [2, 'mean'],
    [11, floats('fed', inputRank)],
    [
      12,
      [
        [1, 'mean'],
        [
          2,
          [
            [
              1,
              [
                [1, 1],
                [2, []],
              ],
            ],
          ],
        ],
      ],
    ],
  ];
  return Uint8Array.from(
    encode([
      [1, 8],
      [2, 'second-look-test'],
      [7, graph],
      [
        8,
        [
          [1, ''],
          [2, 13],
        ],
      ],
    ]),
  );
}
