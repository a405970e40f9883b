// Recognition in this process: sherpa-onnx on worker threads, with a model from a folder
// (SenseVoice, Paraformer, Zipformer, Whisper; a punctuation model beside it where there is one).
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "@tingheng/domain";
import type { Recogniser } from "../recogniser.ts";
import type { SherpaParts } from "./hearing-with-sherpa.ts";
import { recogniseModel } from "./models.ts";
import { prove } from "./prove.ts";
import { SherpaThread } from "./sherpa-thread.ts";

export interface SherpaSettings {
  readonly modelFolder: string;
  /** Folder of a CT-transformer punctuation model, for models that give none. */
  readonly punctuationFolder?: string;
  /** Worker threads, each with the model in memory; 1 without it. */
  readonly workers?: number;
  /** Threads inside one recognition. */
  readonly threads?: number;
}

/** @throws AppError `model.unknown` where the folder holds no model that is known */
export function sherpaRecogniser({
  modelFolder,
  punctuationFolder,
  workers = 1,
  threads = 1,
}: SherpaSettings): Recogniser {
  const model = recogniseModel({ folder: modelFolder, files: filesIn(modelFolder) });
  if (model === undefined) throw new AppError("model.unknown", { path: modelFolder });
  const punctuation =
    model.punctuation || punctuationFolder === undefined ? undefined : punctuationIn(punctuationFolder);
  const parts: SherpaParts = { model, punctuation, threads };
  const pool = Array.from({ length: workers }, () => new SherpaThread(parts));
  return {
    id: "sherpa-onnx",
    capabilities: {
      wordTimes: model.kind === "paraformer" ? "depends" : model.kind !== "whisper",
      confidence: model.kind === "zipformer",
      punctuation: model.punctuation || punctuation !== undefined,
      streaming: false,
      hotWords: model.hotWords,
      events: model.events,
      languages: model.languages,
    },
    atOnce: workers,
    async recognise(chunk, wish) {
      await prove(modelFolder, parts);
      const idlest = pool.reduce((best, one) => (one.waiting < best.waiting ? one : best));
      return idlest.recognise(chunk, wish);
    },
    close: async () => {
      await Promise.all(pool.map((worker) => worker.close()));
    },
  };
}

/** @throws AppError `input.not-found` */
function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => statSync(join(folder, file)).isFile());
  } catch {
    throw new AppError("input.not-found", { path: folder });
  }
}

/** @throws AppError `model.unknown` */
function punctuationIn(folder: string): string {
  const files = filesIn(folder).filter((file) => /^model.*\.onnx$/u.test(file));
  const file = files.find((one) => one.includes("int8")) ?? files[0];
  if (file === undefined) throw new AppError("model.unknown", { path: folder });
  return join(folder, file);
}
