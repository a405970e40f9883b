// A loaded model at work: sound in, what was heard out. Runs where the runtime may block: in a worker thread, or in the
// process that tries a model for the first time.
import { readFileSync } from "node:fs";
import { loadSherpa, type SherpaRecogniser } from "../../native/sherpa.ts";
import type { Chunk, Heard } from "../recogniser.ts";
import { floatsAt, modelHz } from "../sound-at.ts";
import type { LoadableModel } from "./models.ts";
import { heardFrom, hotWordLine } from "./results.ts";
import { tokensIn } from "./tokens.ts";

export interface SherpaParts {
  readonly model: LoadableModel;
  /** File of a punctuation model. */
  readonly punctuation: string | undefined;
  readonly threads: number;
  /** Tells on the standard error what the files say of themselves. */
  readonly verbose?: boolean;
}

export interface SherpaTask {
  readonly chunk: Chunk;
  readonly language: string;
  readonly hotWords: readonly string[];
}

/** Models stack several frames: shorter sound than this makes the runtime read past its end. */
const shortestMs = 250;

/** @throws AppError `recogniser.unavailable`. A model file that is none ends the process: see `prove.ts`. */
export async function hearingWithSherpa({
  model,
  punctuation,
  threads,
  verbose = false,
}: SherpaParts): Promise<(task: SherpaTask) => Heard[]> {
  const sherpa = await loadSherpa();
  const recognisers = new Map<string, SherpaRecogniser>();
  const tokens = new Set(model.hotWords ? tokensIn(readFileSync(model.tokens, "utf8")) : []);
  const punctuate =
    punctuation === undefined
      ? undefined
      : new sherpa.OfflinePunctuation({ model: { ctTransformer: punctuation, numThreads: threads } });
  /** The language is part of the configuration for Whisper and SenseVoice: one recogniser for each that is asked for. */
  const recogniserFor = (wanted: string): SherpaRecogniser => {
    const language = model.asksLanguage ? wanted : "";
    const known = recognisers.get(language);
    if (known !== undefined) return known;
    const fresh = new sherpa.OfflineRecognizer({
      featConfig: { sampleRate: modelHz, featureDim: 80 },
      modelConfig: {
        ...inLanguage(model.modelConfig, language),
        numThreads: threads,
        provider: "cpu",
        debug: Number(verbose),
      },
      ...(model.decodingMethod === undefined ? {} : { decodingMethod: model.decodingMethod, maxActivePaths: 4 }),
    });
    recognisers.set(language, fresh);
    return fresh;
  };
  return ({ chunk, language, hotWords }) => {
    const recogniser = recogniserFor(language.split("-")[0] ?? "");
    const line = model.hotWords ? hotWordLine(hotWords, tokens, "bpeVocab" in model.modelConfig) : "";
    const stream = line === "" ? recogniser.createStream() : recogniser.createStream(line);
    stream.acceptWaveform({ samples: floats(chunk), sampleRate: modelHz });
    recogniser.decode(stream);
    const heard = heardFrom(recogniser.getResult(stream), chunk);
    return punctuate === undefined ? heard : heard.map((one) => ({ ...one, text: punctuate.addPunct(one.text) }));
  };
}

/** At the model's rate, and never shorter than the model's window. */
function floats(chunk: Chunk): Float32Array {
  const sound = floatsAt(modelHz, chunk);
  const shortest = (shortestMs * modelHz) / 1000;
  if (sound.length >= shortest) return sound;
  const padded = new Float32Array(shortest);
  padded.set(sound);
  return padded;
}

function inLanguage(config: Readonly<Record<string, unknown>>, language: string): Readonly<Record<string, unknown>> {
  if (language === "") return config;
  return Object.fromEntries(
    Object.entries(config).map(([kind, part]) =>
      kind === "whisper" || kind === "senseVoice" ? [kind, { ...(part as object), language }] : [kind, part],
    ),
  );
}
