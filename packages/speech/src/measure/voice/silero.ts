// The Silero voice-activity network 语音活动检测, written out: spectrum, four convolutions, one LSTM cell, one number.
// Results are those of the published model; here many chunks share each matrix product, and nothing else is loaded.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type MatrixKernel, matrixKernel } from "./matrix-kernel.ts";
import { onnxWeights, type Weights } from "./onnx-weights.ts";

/** Rates that the model was made for. */
export type VoiceRate = 8000 | 16000;

/** The memory of one channel between chunks. */
interface VoiceState {
  readonly hidden: Float32Array;
  readonly cell: Float32Array;
}

export interface VoiceModel {
  /** Samples that one answer stands for (32 ms), and samples before them that it looks at as well. */
  readonly chunk: number;
  readonly context: number;
  newState(): VoiceState;
  /** How sure it is of speech, 0–1, for chunks that follow one another: `sound` holds the context and then the chunks. */
  probabilities(sound: Float32Array, state: VoiceState, into: Float32Array): void;
}

// Chunks in one matrix product: more gain little and cost memory.
const batch = 64;
// Steps of the convolutions, as in the file's graph: stride and length of the output for each of the four.
const frames = 4;
const layers = [
  { stride: 1, out: 4 },
  { stride: 2, out: 2 },
  { stride: 2, out: 1 },
  { stride: 1, out: 1 },
] as const;
const taps = 3;
const units = 128;

const loaded = new Map<VoiceRate, VoiceModel>();

/** The model for a rate, read once. */
export function voiceModel(rate: VoiceRate): VoiceModel {
  const known = loaded.get(rate);
  if (known !== undefined) return known;
  const model = voiceModelFrom(readFileSync(voiceModelPath()), rate);
  loaded.set(rate, model);
  return model;
}

/** The published model, in its sixth version (MIT, Silero Team). */
export function voiceModelPath(): string {
  return fileURLToPath(new URL("../../../silero-vad/silero-vad-v6.onnx", import.meta.url));
}

function voiceModelFrom(file: Uint8Array, rate: VoiceRate): VoiceModel {
  const network = networkFrom(file, rate);
  const { chunk, context } = network;
  return {
    chunk,
    context,
    newState: () => ({ hidden: new Float32Array(units), cell: new Float32Array(units) }),
    probabilities(sound, state, into) {
      const count = Math.floor((sound.length - context) / chunk);
      for (let from = 0; from < count; from += batch) {
        const some = Math.min(batch, count - from);
        place(network, sound, from * chunk, some);
        encode(network);
        decide(network, state, into.subarray(from, from + some));
      }
    },
  };
}

interface Layer {
  readonly weights: Place;
  readonly bias: Float32Array;
  readonly channelsIn: number;
  readonly channelsOut: number;
  readonly stride: number;
  readonly lengthIn: number;
  readonly lengthOut: number;
  readonly out: Place;
}

/** Floats of the kernel's memory, and where they begin in bytes. */
interface Place {
  readonly at: number;
  readonly values: Float32Array;
}

interface Network {
  readonly kernel: MatrixKernel;
  readonly window: number;
  readonly chunk: number;
  readonly context: number;
  readonly sound: Place;
  readonly soundLength: number;
  readonly basis: Place;
  readonly spectrum: Place;
  readonly magnitudes: Place;
  readonly bins: number;
  readonly layers: readonly Layer[];
  readonly inputWeights: Place;
  readonly hiddenWeights: Place;
  readonly gateBias: Float32Array;
  readonly gates: Place;
  readonly hidden: Place;
  readonly outWeights: Float32Array;
  readonly outBias: number;
}

function networkFrom(file: Uint8Array, rate: VoiceRate): Network {
  const branch = rate === 8000 ? "else_branch" : "then_branch";
  const all = [...onnxWeights(file)].filter(([name]) => name.includes(branch));
  const named = (end: string): Weights => {
    const found = all.find(([name]) => name.endsWith(end))?.[1];
    if (found === undefined) throw new Error(`voice-activity model without ${end}`);
    return found;
  };
  const basis = named("stft.forward_basis_buffer");
  const [waves = 0, , window = 0] = basis.shape;
  const bins = waves / 2;
  const chunk = rate === 8000 ? 256 : 512;
  const context = chunk / 8;
  const soundLength = chunk + 2 * context;
  const kernel = matrixKernel(8 * 1024 * 1024);
  const take = allotter(kernel.memory);
  const basisWidth = upTo(waves, 8);
  const convolutions = layers.map(({ stride, out }, index): Layer => {
    const { shape, values } = named(`encoder.${index}.reparam_conv.weight`);
    const [channelsOut = 0, channelsIn = 0] = shape;
    const padded = upTo(channelsIn, 4);
    const weights = take(taps * padded * channelsOut);
    for (let to = 0; to < channelsOut; to++)
      for (let from = 0; from < channelsIn; from++)
        for (let tap = 0; tap < taps; tap++)
          weights.values[(tap * padded + from) * channelsOut + to] = values[(to * channelsIn + from) * taps + tap] ?? 0;
    return {
      weights,
      bias: named(`encoder.${index}.reparam_conv.bias`).values,
      channelsIn: padded,
      channelsOut,
      stride,
      lengthIn: index === 0 ? frames : (layers[index - 1]?.out ?? 0),
      lengthOut: out,
      out: take(batch * out * channelsOut),
    };
  });
  const hiddenBias = named("decoder.rnn.bias_hh").values;
  return {
    kernel,
    window,
    chunk,
    context,
    soundLength,
    sound: take(batch * soundLength),
    basis: turned(take(window * basisWidth), basis.values, waves, window, basisWidth),
    spectrum: take(batch * frames * basisWidth),
    magnitudes: take(batch * frames * upTo(bins, 4)),
    bins,
    layers: convolutions,
    inputWeights: turned(take(units * 4 * units), named("decoder.rnn.weight_ih").values, 4 * units, units, 4 * units),
    hiddenWeights: turned(take(units * 4 * units), named("decoder.rnn.weight_hh").values, 4 * units, units, 4 * units),
    gateBias: named("decoder.rnn.bias_ih").values.map((value, index) => value + (hiddenBias[index] ?? 0)),
    gates: take(batch * 4 * units),
    hidden: take(units),
    outWeights: named("decoder.decoder.2.weight").values,
    outBias: named("decoder.decoder.2.bias").values[0] ?? 0,
  };
}

function allotter(memory: MatrixKernel["memory"]): (length: number) => Place {
  let next = 0;
  return (length) => {
    const at = next;
    next += upTo(length * 4, 16);
    return { at, values: new Float32Array(memory.buffer, at, length) };
  };
}

/** Rows become columns, as the kernel wants its right side. */
function turned(place: Place, values: Float32Array, rows: number, columns: number, width: number): Place {
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      place.values[column * width + row] = values[row * columns + column] ?? 0;
  return place;
}

function upTo(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}

/** Each chunk with its context before it and, after it, its own end mirrored. */
function place(
  { sound: { values }, soundLength, context, chunk }: Network,
  sound: Float32Array,
  from: number,
  count: number,
): void {
  const used = context + chunk;
  for (let index = 0; index < count; index++) {
    const to = index * soundLength;
    const start = from + index * chunk;
    values.set(sound.subarray(start, start + used), to);
    for (let back = 1; back <= context; back++) values[to + used - 1 + back] = values[to + used - 1 - back] ?? 0;
  }
}

function encode(network: Network): void {
  const { kernel, sound, soundLength, basis, spectrum, magnitudes, bins, window } = network;
  const width = upTo(2 * bins, 8);
  const step = window / 2;
  spectrum.values.fill(0);
  for (let frame = 0; frame < frames; frame++) {
    const [from, to] = [sound.at + frame * step * 4, spectrum.at + frame * width * 4];
    kernel.many(from, soundLength * 4, basis.at, to, frames * width * 4, batch, width, window);
  }
  const padded = upTo(bins, 4);
  for (let row = 0; row < batch * frames; row++) {
    for (let bin = 0; bin < bins; bin++) {
      const real = spectrum.values[row * width + bin] ?? 0;
      const imaginary = spectrum.values[row * width + bins + bin] ?? 0;
      magnitudes.values[row * padded + bin] = Math.sqrt(real * real + imaginary * imaginary);
    }
  }
  let input = magnitudes;
  for (const layer of network.layers) {
    convolve(kernel, layer, input);
    input = layer.out;
  }
}

function convolve(kernel: MatrixKernel, layer: Layer, input: Place): void {
  const { weights, bias, channelsIn, channelsOut, stride, lengthIn, lengthOut, out } = layer;
  for (let at = 0; at < out.values.length; at += channelsOut) out.values.set(bias, at);
  for (let to = 0; to < lengthOut; to++) {
    const first = Math.max(0, to * stride - 1);
    const skipped = first - (to * stride - 1);
    const used = Math.min(taps - skipped, lengthIn - first);
    kernel.many(
      input.at + first * channelsIn * 4,
      lengthIn * channelsIn * 4,
      weights.at + skipped * channelsIn * channelsOut * 4,
      out.at + to * channelsOut * 4,
      lengthOut * channelsOut * 4,
      batch,
      channelsOut,
      used * channelsIn,
    );
  }
  for (let at = 0; at < out.values.length; at++) if ((out.values[at] ?? 0) < 0) out.values[at] = 0;
}

function decide(network: Network, { hidden, cell }: VoiceState, into: Float32Array): void {
  const { kernel, layers: convolutions, inputWeights, hiddenWeights, gates, gateBias, outWeights, outBias } = network;
  const encoded = convolutions.at(-1)?.out;
  if (encoded === undefined) return;
  const width = 4 * units;
  for (let at = 0; at < gates.values.length; at += width) gates.values.set(gateBias, at);
  kernel.many(encoded.at, units * 4, inputWeights.at, gates.at, width * 4, batch, width, units);
  for (let chunk = 0; chunk < into.length; chunk++) {
    network.hidden.values.set(hidden);
    const base = chunk * width;
    kernel.single(network.hidden.at, 0, hiddenWeights.at, gates.at + base * 4, 0, 1, width, units);
    const gate = gates.values;
    let answer = outBias;
    for (let unit = 0; unit < units; unit++) {
      const enter = logistic(gate[base + unit] ?? 0);
      const keep = logistic(gate[base + units + unit] ?? 0);
      const candidate = tangent(gate[base + 2 * units + unit] ?? 0);
      const leave = logistic(gate[base + 3 * units + unit] ?? 0);
      const value = keep * (cell[unit] ?? 0) + enter * candidate;
      cell[unit] = value;
      const out = leave * tangent(value);
      hidden[unit] = out;
      if (out > 0) answer += out * (outWeights[unit] ?? 0);
    }
    into[chunk] = logistic(answer);
  }
}

function logistic(value: number): number {
  return 0.5 + 0.5 * tangent(0.5 * value);
}

/** The hyperbolic tangent by Lambert's continued fraction, right to 2 · 10⁻⁵ and three times as fast as the built-in one. */
function tangent(value: number): number {
  if (value > 4.97) return 1;
  if (value < -4.97) return -1;
  const square = value * value;
  const above = value * (135135 + square * (17325 + square * (378 + square)));
  return above / (135135 + square * (62370 + square * (3150 + 28 * square)));
}
