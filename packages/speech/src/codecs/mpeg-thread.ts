// A second thread that decodes stretches of MP3 for the first one, kept for the next recording.
import { Worker } from "node:worker_threads";
import type { SampleRoom } from "../sound/sample-rooms.ts";

/** The memory of both, bytes and room, goes there and comes back. */
export interface MpegTask {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** For the samples, if they fit in it. */
  readonly room: SampleRoom;
  readonly channels: number;
  readonly sampleRateHz: number;
  /** Frames of sound, in samples, that are decoded and thrown away. */
  readonly skip: number;
  /** The first task of a recording. */
  readonly fresh: boolean;
}

export type MpegAnswer = "ready" | MpegDecoded | { readonly problem: string; readonly name: string };

export interface MpegDecoded {
  readonly samples: SampleRoom;
  /** The task's, to be used again. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Enough for it never to wait for the first thread. */
const mostWaiting = 2;
let idle: MpegThread | undefined;

export class MpegThread {
  private readonly worker: Worker;
  private readonly waiting: { resolve(decoded: MpegDecoded): void; reject(error: Error): void }[] = [];
  private fresh = true;
  private state: "starting" | "ready" | "dead" = "starting";

  private constructor() {
    this.worker = new Worker(new URL("./mpeg-worker.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 3 },
      env: {},
    });
    this.worker.unref();
    this.worker.on("message", (answer: MpegAnswer) => {
      if (answer === "ready") this.state = "ready";
      else this.hear(answer);
    });
    this.worker.on("error", (error) => this.die(error));
    this.worker.on("exit", () => this.die(new Error("the second decoding thread stopped")));
  }

  static take(): MpegThread {
    const thread = idle ?? new MpegThread();
    idle = undefined;
    thread.fresh = true;
    return thread;
  }

  /** Whether a task would be begun at once, or soon. */
  get free(): boolean {
    return this.state === "ready" && this.waiting.length < mostWaiting;
  }

  decode(task: Omit<MpegTask, "fresh">): Promise<MpegDecoded> {
    this.worker.ref();
    const handed = [task.bytes, ...task.room].map(({ buffer }) => buffer);
    this.worker.postMessage({ ...task, fresh: this.fresh } satisfies MpegTask, handed);
    this.fresh = false;
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
    });
  }

  /** Nobody asks for more. */
  release(): void {
    if (this.waiting.length === 0 && this.state !== "dead" && idle === undefined) idle = this;
    else void this.worker.terminate();
  }

  private die(error: Error): void {
    this.state = "dead";
    if (idle === this) idle = undefined;
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }

  private hear(answer: Exclude<MpegAnswer, "ready">): void {
    const waiting = this.waiting.shift();
    if (this.waiting.length === 0) this.worker.unref();
    if ("samples" in answer) waiting?.resolve(answer);
    else waiting?.reject(Object.assign(new Error(answer.problem), { name: answer.name }));
  }
}
