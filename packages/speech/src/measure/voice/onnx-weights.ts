// The weights of a network in an ONNX file: the constants of its graph and of the graphs within, by name.

export interface Weights {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

interface Field {
  readonly number: number;
  readonly value: number;
  readonly bytes: Uint8Array;
}

// Field numbers of ModelProto, GraphProto, NodeProto, AttributeProto and TensorProto in the format's onnx.proto.
const modelGraph = 7;
const graphNode = 1;
const [nodeOutput, nodeAttribute] = [2, 5];
const [attributeTensor, attributeGraph] = [5, 6];
const [tensorShape, tensorType, tensorBytes] = [1, 2, 9];
const float32 = 1;
const none = new Uint8Array(0);

/** Every constant of 32-bit floats; the name is that of the node's output. */
export function onnxWeights(file: Uint8Array): ReadonlyMap<string, Weights> {
  const found = new Map<string, Weights>();
  for (const field of fieldsOf(file)) if (field.number === modelGraph) collect(field.bytes, found);
  return found;
}

function collect(graph: Uint8Array, found: Map<string, Weights>): void {
  for (const node of fieldsOf(graph)) {
    if (node.number !== graphNode) continue;
    const fields = [...fieldsOf(node.bytes)];
    const output = fields.find(({ number }) => number === nodeOutput);
    for (const attribute of fields.filter(({ number }) => number === nodeAttribute)) {
      for (const { number, bytes } of fieldsOf(attribute.bytes)) {
        if (number === attributeGraph) collect(bytes, found);
        const weights = number === attributeTensor ? tensorOf(bytes) : undefined;
        if (weights !== undefined && output !== undefined) found.set(new TextDecoder().decode(output.bytes), weights);
      }
    }
  }
}

function tensorOf(bytes: Uint8Array): Weights | undefined {
  const fields = [...fieldsOf(bytes)];
  if (fields.find(({ number }) => number === tensorType)?.value !== float32) return undefined;
  const raw = fields.find(({ number }) => number === tensorBytes)?.bytes;
  if (raw === undefined) return undefined;
  const shape = fields
    .filter(({ number }) => number === tensorShape)
    .flatMap((field) => (field.bytes.length > 0 ? packed(field.bytes) : [field.value]));
  return { shape, values: new Float32Array(Uint8Array.from(raw).buffer) };
}

function packed(bytes: Uint8Array): number[] {
  const values: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [value, next] = numberAt(bytes, at);
    values.push(value);
    at = next;
  }
  return values;
}

function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  let at = 0;
  while (at < bytes.length) {
    const [tag, from] = numberAt(bytes, at);
    const kind = tag & 7;
    if (kind === 0) {
      const [value, next] = numberAt(bytes, from);
      yield { number: tag >> 3, value, bytes: none };
      at = next;
    } else if (kind === 2) {
      const [length, start] = numberAt(bytes, from);
      yield { number: tag >> 3, value: 0, bytes: bytes.subarray(start, start + length) };
      at = start + length;
    } else at = from + (kind === 1 ? 8 : 4);
  }
}

function numberAt(bytes: Uint8Array, from: number): [value: number, next: number] {
  let value = 0;
  let factor = 1;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    value += (byte & 127) * factor;
    if (byte < 128) return [value, at + 1];
    factor *= 128;
  }
  return [value, bytes.length];
}
