// Matrix products 矩阵乘 for the voice-activity network: a WebAssembly module of two loops, put together here byte by byte,
// because plain JavaScript has no four-at-once arithmetic and the general runtimes cost more memory than a whole call.

/** C = A · B (+ C where `adds`). Rows of A and C lie `stride` bytes apart, B is dense; all are 32-bit floats in `memory`. */
export interface MatrixKernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Four rows at a time: `rows` a multiple of 4, `columns` of 8, `inner` of 4. */
  readonly many: Multiply;
  /** One row at a time: `columns` a multiple of 32, `inner` of 4. */
  readonly single: Multiply;
}

type Multiply = (
  a: number,
  aStride: number,
  b: number,
  c: number,
  cStride: number,
  rows: number,
  columns: number,
  inner: number,
) => void;

type Code = readonly number[];

// Node has it; neither the language's own types nor Node's declare it.
declare const WebAssembly: {
  readonly Module: new (binary: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
};

const i32 = 0x7f;
const v128 = 0x7b;
const page = 65536;

export function matrixKernel(bytes: number): MatrixKernel {
  const pages = Math.ceil(bytes / page);
  const binary = Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, 0x60, 8, ...new Array<number>(8).fill(i32), 0]),
    ...section(3, [2, 0, 0]),
    ...section(5, [1, 0x00, ...unsigned(pages)]),
    ...section(7, [3, ...exported("memory", 2, 0), ...exported("many", 0, 0), ...exported("single", 0, 1)]),
    ...section(10, [2, ...body(4, 2), ...body(1, 8)]),
  ]);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary));
  return exports as MatrixKernel;
}

const [a, aStride, b, c, cStride, rows, columns, inner] = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** The function's code: tiles of `high` rows by `wide` vectors of four columns. */
function body(high: number, wide: number): Code {
  const [aRow, cTile, bTile, bAt, left, columnsLeft, rowBytes] = [8, 9, 10, 11, 12, 13, 14] as const;
  const aAt = (row: number) => 15 + row;
  const sum = (row: number, vector: number) => 15 + high + row * wide + vector;
  const column = (vector: number) => 15 + high + high * wide + vector;
  const spread = 15 + high + high * wide + wide;
  const all = <T>(length: number, make: (index: number) => readonly T[]) =>
    Array.from({ length }, (_, i) => make(i)).flat();

  const step = (k: number): Code => [
    ...all(wide, (v) => [...get(bAt), ...simd(0x00, [4, ...unsigned(16 * v)]), ...set(column(v))]),
    ...all(high, (row) => [
      ...get(aAt(row)),
      ...simd(0x09, [2, 4 * k]),
      ...set(spread),
      ...all(wide, (v) => [
        ...get(spread),
        ...get(column(v)),
        ...simd(0xe6),
        ...get(sum(row, v)),
        ...simd(0xe4),
        ...set(sum(row, v)),
      ]),
    ]),
    ...add(bAt, get(rowBytes)),
  ];
  const tile: Code = [
    ...[...get(bTile), ...set(bAt), ...get(inner), ...set(left)],
    ...all(high, (row) => [...get(aRow), ...get(aStride), ...number(row), 0x6c, 0x6a, ...set(aAt(row))]),
    ...all(high, (row) =>
      all(wide, (v) => [...cAddress(row), ...simd(0x00, [2, ...unsigned(16 * v)]), ...set(sum(row, v))]),
    ),
    ...loop([
      ...all(4, step),
      ...all(high, (row) => add(aAt(row), number(16))),
      ...[...get(left), ...number(4), 0x6b, 0x22, left],
    ]),
    ...all(high, (row) =>
      all(wide, (v) => [...cAddress(row), ...get(sum(row, v)), ...simd(0x0b, [2, ...unsigned(16 * v)])]),
    ),
  ];
  function cAddress(row: number): Code {
    return [...get(cTile), ...get(cStride), ...number(row), 0x6c, 0x6a];
  }
  const code: Code = [
    ...[...get(a), ...set(aRow), ...get(columns), ...number(2), 0x74, ...set(rowBytes)],
    ...loop([
      ...[...get(c), ...set(cTile), ...get(b), ...set(bTile), ...get(columns), ...set(columnsLeft)],
      ...loop([
        ...tile,
        ...add(cTile, number(16 * wide)),
        ...add(bTile, number(16 * wide)),
        ...[...get(columnsLeft), ...number(4 * wide), 0x6b, 0x22, columnsLeft],
      ]),
      ...add(aRow, [...get(aStride), ...number(high), 0x6c]),
      ...add(c, [...get(cStride), ...number(high), 0x6c]),
      ...[...get(rows), ...number(high), 0x6b, 0x22, rows],
    ]),
    0x0b,
  ];
  const vectors = high * wide + wide + 1;
  const locals = [2, ...unsigned(7 + high), i32, ...unsigned(vectors), v128];
  return [...unsigned(locals.length + code.length), ...locals, ...code];
}

/** Repeats while the number that `inside` leaves is not zero. */
function loop(inside: Code): Code {
  return [0x03, 0x40, ...inside, 0x0d, 0x00, 0x0b];
}

function get(local: number): Code {
  return [0x20, local];
}

function set(local: number): Code {
  return [0x21, local];
}

function add(local: number, amount: Code): Code {
  return [...get(local), ...amount, 0x6a, ...set(local)];
}

function number(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 63) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>= 7;
  }
  return [0x41, ...bytes, rest];
}

function simd(operation: number, operands: Code = []): Code {
  return [0xfd, ...unsigned(operation), ...operands];
}

function unsigned(value: number): Code {
  return value < 128 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >> 7)];
}

function section(id: number, content: Code): Code {
  return [id, ...unsigned(content.length), ...content];
}

function exported(name: string, kind: number, index: number): Code {
  return [name.length, ...new TextEncoder().encode(name), kind, index];
}
