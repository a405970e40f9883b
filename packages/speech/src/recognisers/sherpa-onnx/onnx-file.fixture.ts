// Writes ONNX files: the few fields of the format that a made-up model needs, encoded by hand.
// Field numbers are those of the public `onnx.proto`.
import { joinedAs } from "../../sound/joined.ts";

type Shape = readonly (number | string)[];
const elementTypes = { float: 1, int32: 6, int64: 7 } as const;
type ElementType = keyof typeof elementTypes;

export interface Port {
  readonly name: string;
  readonly type: ElementType;
  /** A word stands for a length that differs from run to run. */
  readonly shape: Shape;
}

export interface Constant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | BigInt64Array;
}

interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Readonly<Record<string, number>>;
}

export interface OnnxModel {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly Constant[];
  readonly metadata: Readonly<Record<string, string>>;
}

const opset = 13;
const irVersion = 8;
const attributeIsInteger = 2;

export function onnxFile({ inputs, outputs, nodes, constants, metadata }: OnnxModel): Uint8Array {
  const graph = [
    ...nodes.map((node, index) => message(1, nodeOf(node, index))),
    text(2, "toy"),
    ...constants.map((constant) => message(5, tensorOf(constant))),
    ...inputs.map((port) => message(11, portOf(port))),
    ...outputs.map((port) => message(12, portOf(port))),
  ];
  return joined([
    number(1, irVersion),
    text(2, "tingheng"),
    message(7, graph),
    message(8, [number(2, opset)]),
    ...Object.entries(metadata).map(([key, value]) => message(14, [text(1, key), text(2, value)])),
  ]);
}

const nodeOf = ({ op, inputs, output, attributes = {} }: OnnxNode, index: number): Uint8Array[] => [
  ...inputs.map((input) => text(1, input)),
  text(2, output),
  text(3, `${op}-${index}`),
  text(4, op),
  ...Object.entries(attributes).map(([name, value]) =>
    message(5, [text(1, name), number(3, value), number(20, attributeIsInteger)]),
  ),
];

const tensorOf = ({ name, shape, values }: Constant): Uint8Array[] => [
  ...shape.map((length) => number(1, length)),
  number(2, elementTypes[values instanceof Float32Array ? "float" : "int64"]),
  text(8, name),
  bytes(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
];

const portOf = ({ name, type, shape }: Port): Uint8Array[] => [
  text(1, name),
  message(2, [message(1, [number(1, elementTypes[type]), message(2, shape.map(lengthOf))])]),
];

const lengthOf = (length: number | string): Uint8Array =>
  message(1, [typeof length === "number" ? number(1, length) : text(2, length)]);

const number = (field: number, value: number): Uint8Array => joined([varint(field << 3), varint(value)]);
const text = (field: number, value: string): Uint8Array => bytes(field, new TextEncoder().encode(value));
const message = (field: number, parts: readonly Uint8Array[]): Uint8Array => bytes(field, joined(parts));
const bytes = (field: number, value: Uint8Array): Uint8Array =>
  joined([varint((field << 3) | 2), varint(value.length), value]);

function varint(value: number): Uint8Array {
  const parts: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    parts.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Uint8Array.from([...parts, rest]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return joinedAs(Uint8Array, parts);
}
