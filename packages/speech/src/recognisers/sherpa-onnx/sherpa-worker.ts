// One thread of recognition: loads the model once, then hears chunk after chunk.
import { parentPort, workerData } from "node:worker_threads";
import { AppError } from "@tingheng/domain";
import { loadSherpa, type SherpaRecogniser } from "../../native/sherpa.ts";
import type { FromSherpaWorker, SherpaWorkerData, ToSherpaWorker } from "./index.ts";
import { heardFrom, hotWordLine } from "./results.ts";

const { model, punctuation, threads } = workerData as SherpaWorkerData;
const say = (message: FromSherpaWorker) => parentPort?.postMessage(message);

try {
  const sherpa = await loadSherpa();
  const recognisers = new Map<string, SherpaRecogniser>();
  const punctuate =
    punctuation === undefined
      ? undefined
      : new sherpa.OfflinePunctuation({ model: { ctTransformer: punctuation, numThreads: threads } });
  /** The language is part of the configuration for Whisper and SenseVoice: one recogniser for each that is asked for. */
  const recogniserFor = (language: string): SherpaRecogniser => {
    const known = recognisers.get(language);
    if (known !== undefined) return known;
    const fresh = new sherpa.OfflineRecognizer({
      featConfig: { sampleRate: 16_000, featureDim: 80 },
      modelConfig: { ...inLanguage(model.modelConfig, language), numThreads: threads, provider: "cpu", debug: 0 },
      ...(model.decodingMethod === undefined ? {} : { decodingMethod: model.decodingMethod, maxActivePaths: 4 }),
    });
    recognisers.set(language, fresh);
    return fresh;
  };
  parentPort?.on("message", ({ id, chunk, language = "", hotWords }: ToSherpaWorker) => {
    try {
      const recogniser = recogniserFor(language.split("-")[0] ?? "");
      const stream =
        model.hotWords && hotWords.length > 0
          ? recogniser.createStream(hotWordLine(hotWords))
          : recogniser.createStream();
      const samples = Float32Array.from(chunk.samples, (sample) => sample / 32_768);
      stream.acceptWaveform({ samples, sampleRate: chunk.sampleRateHz });
      recogniser.decode(stream);
      const heard = heardFrom(recogniser.getResult(stream), chunk);
      const punctuated =
        punctuate === undefined ? heard : heard.map((one) => ({ ...one, text: punctuate.addPunct(one.text) }));
      say({ kind: "heard", id, heard: punctuated });
    } catch (error) {
      say({ kind: "failed", id, problem: error instanceof Error ? error.message : String(error) });
    }
  });
} catch (error) {
  say({ kind: "failed", id: undefined, problem: error instanceof AppError ? error.say("en") : String(error) });
}

function inLanguage(config: Readonly<Record<string, unknown>>, language: string): Readonly<Record<string, unknown>> {
  if (language === "") return config;
  return Object.fromEntries(
    Object.entries(config).map(([kind, part]) =>
      kind === "whisper" || kind === "senseVoice" ? [kind, { ...(part as object), language }] : [kind, part],
    ),
  );
}
