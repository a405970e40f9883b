// Which files make which kind of model for sherpa-onnx, and the configuration that loads them.
// Kinds are told by the names under which the models are published.
import { basename } from "node:path";

export interface ModelFiles {
  readonly folder: string;
  /** Paths inside the folder. */
  readonly files: readonly string[];
}

type ModelKind = "sense-voice" | "paraformer" | "zipformer" | "zipformer-ctc" | "whisper";

export interface LoadableModel {
  readonly kind: ModelKind;
  readonly languages: readonly string[] | "any";
  readonly hotWords: boolean;
  /** The language is said when the model is loaded. */
  readonly asksLanguage: boolean;
  readonly punctuation: boolean;
  readonly events: boolean;
  /** Path of the table of tokens. */
  readonly tokens: string;
  /** `modelConfig` of an OfflineRecognizer, without threads and provider. */
  readonly modelConfig: Readonly<Record<string, unknown>>;
  /** `modified_beam_search` where hot words are wanted. */
  readonly decodingMethod?: string;
}

/** The smaller, quantised file where there are both. */
const pick = ({ files }: ModelFiles, pattern: RegExp): string | undefined => {
  const fitting = files.filter((file) => pattern.test(basename(file)));
  return fitting.find((file) => file.includes("int8")) ?? fitting[0];
};

/** What a folder holds, or undefined where it is no model that is known here. */
export function recogniseModel(model: ModelFiles): LoadableModel | undefined {
  const path = (file: string) => `${model.folder}/${file}`;
  const table = pick(model, /tokens\.txt$/u);
  if (table === undefined) return undefined;
  const tokens = path(table);
  const single = pick(model, /^model.*\.onnx$/u);
  const encoder = pick(model, /encoder.*\.onnx$/u);
  const decoder = pick(model, /decoder.*\.onnx$/u);
  const joiner = pick(model, /joiner.*\.onnx$/u);
  const name = basename(model.folder);
  const plain = { tokens, hotWords: false, asksLanguage: false, punctuation: false, events: false };
  if (encoder !== undefined && decoder !== undefined && joiner !== undefined) {
    return {
      ...plain,
      kind: "zipformer",
      languages: languagesIn(name),
      hotWords: true,
      decodingMethod: "modified_beam_search",
      modelConfig: {
        transducer: { encoder: path(encoder), decoder: path(decoder), joiner: path(joiner) },
        tokens,
        ...bpeOf(model),
      },
    };
  }
  if (encoder !== undefined && decoder !== undefined) {
    return {
      ...plain,
      kind: "whisper",
      languages: "any",
      asksLanguage: true,
      punctuation: true,
      modelConfig: {
        whisper: { encoder: path(encoder), decoder: path(decoder), task: "transcribe" },
        tokens,
      },
    };
  }
  if (single === undefined) return undefined;
  if (/sense-?voice/iu.test(name)) {
    return {
      tokens,
      kind: "sense-voice",
      languages: ["zh", "en", "ja", "ko", "yue"],
      hotWords: false,
      asksLanguage: true,
      punctuation: true,
      events: true,
      modelConfig: {
        senseVoice: { model: path(single), language: "", useInverseTextNormalization: 1 },
        tokens,
      },
    };
  }
  if (/paraformer/iu.test(name)) {
    return {
      ...plain,
      kind: "paraformer",
      languages: languagesIn(name),
      modelConfig: { paraformer: { model: path(single) }, tokens },
    };
  }
  if (/ctc/iu.test(name)) {
    return {
      ...plain,
      kind: "zipformer-ctc",
      languages: languagesIn(name),
      modelConfig: { zipformerCtc: { model: path(single) }, tokens },
    };
  }
  return undefined;
}

/** Hot words in Chinese go by character, those of mixed models by character and word piece. */
function bpeOf(model: ModelFiles): Readonly<Record<string, string>> {
  const bpe = pick(model, /^bpe\.vocab$/u);
  return bpe === undefined
    ? { modelingUnit: "cjkchar" }
    : { modelingUnit: "cjkchar+bpe", bpeVocab: `${model.folder}/${bpe}` };
}

/** The language codes in a published name, e.g. `…-paraformer-zh-2023-09-14`; any where there are none. */
function languagesIn(name: string): readonly string[] | "any" {
  const codes: readonly string[] =
    name.toLowerCase().match(/(?<=[-_])(?:zh|en|yue|ja|ko|multi|cantonese)(?=[-_.]|$)/gu) ?? [];
  return codes.length === 0 || codes.includes("multi")
    ? "any"
    : codes.map((code) => (code === "cantonese" ? "yue" : code));
}
