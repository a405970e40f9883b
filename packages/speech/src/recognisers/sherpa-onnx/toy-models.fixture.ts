// Speech models that hear tones as characters: files of the shape in which the real ones are published, with weights that
// were thought up instead of learnt. With them the real runtime loads, computes features, decodes and answers.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toneHz } from "../tone-speech.fixture.ts";
import { type Constant, type OnnxModel, onnxFile, type Port } from "./onnx-file.fixture.ts";

const characters = Object.keys(toneHz) as (keyof typeof toneHz)[];
/** 厅 sounds like 听 and is a little less likely. */
const lessLikely = 0.4;

const melBins = 80;
/** Above the telephone band nothing is compared. */
const comparedBins = 55;
const bandWidth = 3;
const clearlyAbove = 5.5;
const never = -50;

/** The mel bin of an 80-bin filter bank between 20 Hz and `topHz`. */
function binOf(hz: number, topHz: number): number {
  const mel = (one: number) => 1127 * Math.log(1 + one / 700);
  return Math.round((81 * (mel(hz) - mel(20))) / (mel(topHz) - mel(20))) - 1;
}

/** By row of features and column of tokens: how far a character's band stands above the others, over `frames` frames. */
function weights(tokens: readonly string[], frames: number, topHz: number): Float32Array<ArrayBuffer> {
  const values = new Float32Array(frames * melBins * tokens.length);
  for (const [column, token] of tokens.entries()) {
    const character = characters.find((one) => one === token);
    if (character === undefined) continue;
    const middle = binOf(toneHz[character], topHz);
    for (let frame = 0; frame < frames; frame++)
      for (let bin = 0; bin < comparedBins; bin++) {
        const inBand = Math.abs(bin - middle) <= (bandWidth - 1) / 2;
        const weight = (inBand ? 1 / bandWidth : 0) - 1 / comparedBins;
        values[(frame * melBins + bin) * tokens.length + column] = weight / frames;
      }
  }
  return values;
}

/** What each token starts with: blank wins where no band stands out. */
const biases = (tokens: readonly string[]): Float32Array<ArrayBuffer> =>
  Float32Array.from(tokens, (token, index) => {
    if (index === 0) return clearlyAbove;
    if (!characters.some((one) => one === token)) return never;
    return token === "厅" ? -lessLikely : 0;
  });

const constant = (name: string, shape: readonly number[], values: Constant["values"]): Constant => ({
  name,
  shape,
  values,
});
const integers = (name: string, ...values: number[]): Constant =>
  constant(name, [values.length], BigInt64Array.from(values, BigInt));

/** Rows in which one token is certain. */
function certain(name: string, shape: readonly number[], rows: readonly number[], count: number): Constant {
  const values = new Float32Array(rows.length * count).fill(never);
  for (const [row, token] of rows.entries()) values[row * count + token] = 0;
  return constant(name, shape, values);
}

const withoutMarks = characters.filter((one) => one !== "。");

const senseVoiceTokens = [
  ..."<blank> <|zh|> <|en|> <|yue|> <|ja|> <|ko|> <|ANGRY|> <|Laughter|> <|withitn|> <|woitn|>".split(" "),
  ...characters,
];
const languageIds = { auto: 0, zh: 3, en: 4, yue: 7, ja: 11, ko: 12 } as const;
const lfr = { window: 7, shift: 6 };

/** Says in its tags which language and text form it was asked for. */
function toySenseVoice(): OnnxModel {
  const tokens = senseVoiceTokens;
  const count = tokens.length;
  const languageRows = Array.from({ length: 16 }, (_, id) => {
    const code = Object.entries(languageIds).find(([, one]) => one === id)?.[0] ?? "auto";
    return tokens.indexOf(`<|${code === "auto" ? "zh" : code}|>`);
  });
  const formRows = Array.from({ length: 16 }, (_, id) => tokens.indexOf(id === 14 ? "<|withitn|>" : "<|woitn|>"));
  const features = lfr.window * melBins;
  return {
    inputs: [
      { name: "x", type: "float", shape: ["N", "T", features] },
      ...["x_length", "language", "text_norm"].map((name): Port => ({ name, type: "int32", shape: ["N"] })),
    ],
    outputs: [{ name: "logits", type: "float", shape: ["N", "L", count] }],
    constants: [
      constant("weights", [features, count], weights(tokens, lfr.window, 8000)),
      constant("biases", [count], biases(tokens)),
      certain("languages", [16, 1, count], languageRows, count),
      certain("forms", [16, 1, count], formRows, count),
      certain(
        "tags",
        [1, 2, count],
        ["<|ANGRY|>", "<|Laughter|>"].map((tag) => tokens.indexOf(tag)),
        count,
      ),
    ],
    nodes: [
      { op: "MatMul", inputs: ["x", "weights"], output: "bands" },
      { op: "Add", inputs: ["bands", "biases"], output: "said" },
      { op: "Gather", inputs: ["languages", "language"], output: "tongue" },
      { op: "Gather", inputs: ["forms", "text_norm"], output: "form" },
      { op: "Concat", inputs: ["tongue", "tags", "form", "said"], output: "logits", attributes: { axis: 1 } },
    ],
    metadata: {
      vocab_size: String(count),
      lfr_window_size: String(lfr.window),
      lfr_window_shift: String(lfr.shift),
      normalize_samples: "0",
      with_itn: "14",
      without_itn: "15",
      ...Object.fromEntries(Object.entries(languageIds).map(([code, id]) => [`lang_${code}`, String(id)])),
      neg_mean: Array(features).fill("0").join(","),
      inv_stddev: Array(features).fill("1").join(","),
      comment: "toy",
    },
  };
}

const zipformerTokens = ["<blk>", "<sos/eos>", "<unk>", ...withoutMarks];
const frameTopHz = 7600;

/** The first three layers of either zipformer: bands, every fourth frame, and how many of them there are. */
const zipformerEncoder = (output: string, lengths: string): Omit<OnnxModel, "metadata"> => ({
  inputs: [
    { name: "x", type: "float", shape: ["N", "T", melBins] },
    { name: "x_lens", type: "int64", shape: ["N"] },
  ],
  outputs: [
    { name: output, type: "float", shape: ["N", "U", zipformerTokens.length] },
    { name: lengths, type: "int64", shape: ["N"] },
  ],
  constants: [
    constant("weights", [melBins, zipformerTokens.length], weights(zipformerTokens, 1, frameTopHz)),
    constant("biases", [zipformerTokens.length], biases(zipformerTokens)),
    integers("first", 0),
    integers("last", 2 ** 31 - 1),
    integers("axis", 1),
    integers("fourth", 4),
    integers("three", 3),
  ],
  nodes: [
    { op: "MatMul", inputs: ["x", "weights"], output: "bands" },
    { op: "Add", inputs: ["bands", "biases"], output: "said" },
    { op: "Slice", inputs: ["said", "first", "last", "axis", "fourth"], output: output },
    { op: "Add", inputs: ["x_lens", "three"], output: "rounded" },
    { op: "Div", inputs: ["rounded", "fourth"], output: lengths },
  ],
});

const toyZipformerCtc = (): OnnxModel => ({
  ...zipformerEncoder("log_probs", "log_probs_len"),
  metadata: { model_type: "zipformer2_ctc", vocab_size: String(zipformerTokens.length) },
});

const row = (name: string): Port => ({ name, type: "float", shape: ["N", zipformerTokens.length] });

/** The decoder keeps what was just said from being said again while its tone goes on. */
function toyZipformer(): Record<"encoder" | "decoder" | "joiner", OnnxModel> {
  const count = zipformerTokens.length;
  const again = new Float32Array(count * count);
  const sameSound = (one: string) => toneHz[one as keyof typeof toneHz];
  for (const [before, token] of zipformerTokens.entries())
    for (const [after, next] of zipformerTokens.entries())
      if (sameSound(token) !== undefined && sameSound(token) === sameSound(next)) again[before * count + after] = never;
  const metadata = { vocab_size: String(count), context_size: "2", joiner_dim: String(count) };
  return {
    encoder: {
      ...zipformerEncoder("encoder_out", "encoder_out_lens"),
      metadata: { ...metadata, model_type: "zipformer2" },
    },
    decoder: {
      inputs: [{ name: "y", type: "int64", shape: ["N", 2] }],
      outputs: [row("decoder_out")],
      constants: [constant("again", [count, count], again), constant("one", [], BigInt64Array.of(1n))],
      nodes: [
        { op: "Gather", inputs: ["y", "one"], output: "before", attributes: { axis: 1 } },
        { op: "Gather", inputs: ["again", "before"], output: "decoder_out" },
      ],
      metadata,
    },
    joiner: {
      inputs: [row("encoder_out"), row("decoder_out")],
      outputs: [row("logit")],
      constants: [],
      nodes: [{ op: "Add", inputs: ["encoder_out", "decoder_out"], output: "logit" }],
      metadata,
    },
  };
}

const paraformerTokens = ["<blank>", "<s>", "</s>", ...withoutMarks, "<unk>"];

/** Gives the frames in which a character begins, one for each: this kind of model answers without blanks and times. */
function toyParaformer(): OnnxModel {
  const tokens = paraformerTokens;
  const features = lfr.window * melBins;
  return {
    inputs: [
      { name: "speech", type: "float", shape: ["N", "T", features] },
      { name: "speech_lengths", type: "int32", shape: ["N"] },
    ],
    outputs: [
      { name: "logits", type: "float", shape: ["N", "L", tokens.length] },
      { name: "token_num", type: "int64", shape: [3] },
    ],
    constants: [
      constant("weights", [features, tokens.length], weights(tokens, lfr.window, 8000)),
      constant("biases", [tokens.length], biases(tokens)),
      integers("first", 0),
      integers("butLast", -1),
      integers("time", 1),
      integers("batch", 0),
      constant("blank", [1, 1], BigInt64Array.of(0n)),
    ],
    nodes: [
      { op: "MatMul", inputs: ["speech", "weights"], output: "bands" },
      { op: "Add", inputs: ["bands", "biases"], output: "said" },
      { op: "ArgMax", inputs: ["said"], output: "ids", attributes: { axis: 2, keepdims: 0 } },
      { op: "Slice", inputs: ["ids", "first", "butLast", "time"], output: "earlier" },
      { op: "Concat", inputs: ["blank", "earlier"], output: "before", attributes: { axis: 1 } },
      { op: "Equal", inputs: ["ids", "before"], output: "goesOn" },
      { op: "Equal", inputs: ["ids", "blank"], output: "silent" },
      { op: "Or", inputs: ["goesOn", "silent"], output: "dropped" },
      { op: "Not", inputs: ["dropped"], output: "begins" },
      { op: "Squeeze", inputs: ["begins", "batch"], output: "kept" },
      { op: "Compress", inputs: ["said", "kept"], output: "logits", attributes: { axis: 1 } },
      { op: "Shape", inputs: ["logits"], output: "token_num" },
    ],
    metadata: {
      vocab_size: String(tokens.length),
      lfr_window_size: String(lfr.window),
      lfr_window_shift: String(lfr.shift),
      neg_mean: Array(features).fill("0").join(","),
      inv_stddev: Array(features).fill("1").join(","),
    },
  };
}

const marks = ["<unk>", "_", "，", "。", "？", "、"];

/** A full stop behind 到, a comma behind 好, nothing elsewhere. */
function toyPunctuation(): OnnxModel {
  const words = ["<unk>", ...characters];
  const after = words.map((word) => marks.indexOf(word === "到" ? "。" : word === "好" ? "，" : "_"));
  return {
    inputs: [
      { name: "inputs", type: "int32", shape: ["N", "T"] },
      { name: "text_lengths", type: "int32", shape: ["N"] },
    ],
    outputs: [{ name: "logits", type: "float", shape: ["N", "T", marks.length] }],
    constants: [certain("after", [words.length, marks.length], after, marks.length)],
    nodes: [{ op: "Gather", inputs: ["after", "inputs"], output: "logits" }],
    metadata: {
      tokens: words.join("|"),
      vocab_size: String(words.length),
      punctuations: marks.join("|"),
      unk_symbol: "<unk>",
    },
  };
}

/** Folders with the names and files under which such models are published. */
export function writeToyModels(
  root: string,
): Record<"senseVoice" | "paraformer" | "zipformer" | "zipformerCtc" | "punctuation", string> {
  const folder = (name: string, files: Readonly<Record<string, OnnxModel>>, tokens?: readonly string[]): string => {
    const path = join(root, name);
    mkdirSync(path, { recursive: true });
    for (const [file, model] of Object.entries(files)) writeFileSync(join(path, file), onnxFile(model));
    if (tokens !== undefined)
      writeFileSync(join(path, "tokens.txt"), tokens.map((token, id) => `${token} ${id}\n`).join(""));
    return path;
  };
  const { encoder, decoder, joiner } = toyZipformer();
  return {
    senseVoice: folder("sherpa-onnx-sense-voice-toy", { "model.int8.onnx": toySenseVoice() }, senseVoiceTokens),
    paraformer: folder("sherpa-onnx-paraformer-zh-toy", { "model.int8.onnx": toyParaformer() }, paraformerTokens),
    zipformer: folder(
      "sherpa-onnx-zipformer-zh-toy",
      { "encoder.onnx": encoder, "decoder.onnx": decoder, "joiner.onnx": joiner },
      zipformerTokens,
    ),
    zipformerCtc: folder("sherpa-onnx-zipformer-ctc-zh-toy", { "model.onnx": toyZipformerCtc() }, zipformerTokens),
    punctuation: folder("sherpa-onnx-punct-ct-transformer-toy", { "model.onnx": toyPunctuation() }),
  };
}
