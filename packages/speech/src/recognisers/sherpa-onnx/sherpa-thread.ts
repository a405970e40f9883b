// A thread that recognises, seen from outside: started with its first work and again after a death; it keeps the process
// alive only while somebody waits for it.
import { Worker } from "node:worker_threads";
import { AppError } from "@tingheng/domain";
import { recogniserFailed } from "../failure.ts";
import type { Chunk, Heard, Wish } from "../recogniser.ts";
import type { SherpaParts, SherpaTask } from "./hearing-with-sherpa.ts";

export type ToSherpaWorker = SherpaTask & { readonly id: number };
export type FromSherpaWorker =
  | { readonly kind: "heard"; readonly id: number; readonly heard: readonly Heard[] }
  | { readonly kind: "failed"; readonly id: number; readonly problem: string }
  | { readonly kind: "unavailable"; readonly problem: string };

interface Waiting {
  readonly resolve: (heard: readonly Heard[]) => void;
  readonly reject: (error: AppError) => void;
}

export class SherpaThread {
  readonly #parts: SherpaParts;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #next = 0;

  constructor(parts: SherpaParts) {
    this.#parts = parts;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** What is given up is still computed, and its answer dropped: the runtime can't be interrupted. */
  recognise(chunk: Chunk, { language = "", hotWords = [], signal }: Wish): Promise<readonly Heard[]> {
    if (signal?.aborted) return Promise.reject(recogniserFailed("sherpa-onnx", "stopped"));
    this.#worker ??= this.#start();
    const worker = this.#worker;
    const id = this.#next++;
    const abandon = () => this.#settle(id)?.reject(recogniserFailed("sherpa-onnx", "stopped"));
    return new Promise<readonly Heard[]>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      signal?.addEventListener("abort", abandon, { once: true });
      worker.ref();
      const message: ToSherpaWorker = { id, chunk, hotWords, language };
      worker.postMessage(message);
    }).finally(() => signal?.removeEventListener("abort", abandon));
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#lose("closed");
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL("./sherpa-worker.ts", import.meta.url), { workerData: this.#parts });
    const lose = (problem: string) => {
      if (this.#worker === worker) this.#lose(problem);
    };
    worker.on("message", (message: FromSherpaWorker) => {
      if (message.kind === "heard") this.#settle(message.id)?.resolve(message.heard);
      else if (message.kind === "failed")
        this.#settle(message.id)?.reject(recogniserFailed("sherpa-onnx", message.problem));
      else if (this.#worker === worker)
        this.#lose(new AppError("recogniser.unavailable", { engine: "sherpa-onnx", problem: message.problem }));
    });
    worker.on("error", (error) => lose(error instanceof Error ? error.message : String(error)));
    worker.on("exit", () => lose("the worker ended"));
    return worker;
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#worker?.unref();
    return waiting;
  }

  #lose(problem: unknown): void {
    this.#worker = undefined;
    const lost = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of lost) reject(recogniserFailed("sherpa-onnx", problem));
  }
}
