// Recognition in this process: sherpa-onnx on worker threads, with a model from a folder
// (SenseVoice, Paraformer, Zipformer, Whisper; a punctuation model beside it where there is one).
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { AppError } from "@tingheng/domain";
import { recogniserFailed } from "../failure.ts";
import type { Chunk, Heard, Recogniser, Wish } from "../recogniser.ts";
import { type LoadableModel, recogniseModel } from "./models.ts";

export interface SherpaSettings {
  readonly modelFolder: string;
  /** Folder of a CT-transformer punctuation model, for models that give none. */
  readonly punctuationFolder?: string;
  /** Worker threads, each with the model in memory; 1 without it. */
  readonly workers?: number;
  /** Threads inside one recognition. */
  readonly threads?: number;
}

export type ToSherpaWorker = {
  readonly id: number;
  readonly chunk: Chunk;
  readonly language?: string;
  readonly hotWords: readonly string[];
};
export type FromSherpaWorker =
  | { readonly kind: "heard"; readonly id: number; readonly heard: readonly Heard[] }
  | { readonly kind: "failed"; readonly id: number | undefined; readonly problem: string };

export interface SherpaWorkerData {
  readonly model: LoadableModel;
  readonly punctuation: string | undefined;
  readonly threads: number;
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
  const data: SherpaWorkerData = { model, punctuation, threads };
  const pool = Array.from({ length: workers }, () => new SherpaWorker(data));
  return {
    id: "sherpa-onnx",
    capabilities: {
      wordTimes: model.kind !== "whisper",
      confidence: model.kind === "zipformer",
      punctuation: model.punctuation || punctuation !== undefined,
      streaming: false,
      hotWords: model.hotWords,
      events: model.events,
      languages: model.languages,
    },
    atOnce: workers,
    async recognise(chunk, wish) {
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

interface Waiting {
  readonly resolve: (heard: readonly Heard[]) => void;
  readonly reject: (error: AppError) => void;
}

/** One thread, started with its first work and again after a death. */
class SherpaWorker {
  readonly #data: SherpaWorkerData;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #next = 0;

  constructor(data: SherpaWorkerData) {
    this.#data = data;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  recognise(chunk: Chunk, { language, hotWords = [], signal }: Wish): Promise<readonly Heard[]> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      signal?.addEventListener("abort", () => this.#settle(id)?.reject(recogniserFailed("sherpa-onnx", "stopped")), {
        once: true,
      });
      const message: ToSherpaWorker = { id, chunk, hotWords, ...(language === undefined ? {} : { language }) };
      worker.postMessage(message);
    });
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL("./sherpa-worker.ts", import.meta.url), { workerData: this.#data });
    worker.on("message", (message: FromSherpaWorker) => {
      if (message.kind === "heard") this.#settle(message.id)?.resolve(message.heard);
      else if (message.id === undefined) this.#lose(message.problem);
      else this.#settle(message.id)?.reject(recogniserFailed("sherpa-onnx", message.problem));
    });
    worker.on("error", (error) => this.#lose(error.message));
    worker.on("exit", () => this.#lose("the worker ended"));
    worker.unref();
    return worker;
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #lose(problem: string): void {
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(recogniserFailed("sherpa-onnx", problem));
    this.#waiting.clear();
  }
}
