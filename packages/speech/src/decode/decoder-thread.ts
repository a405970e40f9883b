// Threads that decode: started when needed, kept for the next recording, thrown away when one went wrong.
import { Worker } from "node:worker_threads";
import type { FromDecoder, ToDecoder } from "./worker-messages.ts";

/** Threads that wait for work. A thread costs about 60 ms to start and 10 MB to keep. */
const mostIdle = 2;
/** A thread that doesn't come up in this time never will. */
const startMs = 60_000;
const usualScript = new URL("./decode-worker.ts", import.meta.url);
const idle: DecoderThread[] = [];

export type Heard = FromDecoder | "late" | "out-of-memory";

export class DecoderThread {
  static readonly heapMb = 192;

  private readonly script: URL;
  private readonly worker: Worker;
  private readonly heard: Heard[] = [];
  private wake: () => void = () => {};

  private constructor(script: URL) {
    this.script = script;
    this.worker = new Worker(script, {
      resourceLimits: { maxOldGenerationSizeMb: DecoderThread.heapMb, maxYoungGenerationSizeMb: 3 },
      env: {},
    });
    this.worker.on("message", (message: FromDecoder) => this.hear(message));
    this.worker.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") this.hear("out-of-memory");
      else this.hear(crash(error.message));
    });
    this.worker.on("exit", () => this.hear(crash("the decoding thread stopped")));
  }

  /** A thread that is ready: one that waits, or a new one. */
  static async take(script = usualScript): Promise<DecoderThread> {
    const waiting = script === usualScript ? idle.pop() : undefined;
    if (waiting !== undefined) {
      waiting.worker.ref();
      return waiting;
    }
    const thread = new DecoderThread(script);
    const first = await thread.next(startMs);
    if (first === "late" || first === "out-of-memory" || first.kind !== "ready") {
      thread.discard();
      throw new Error("no thread for decoding could be started");
    }
    return thread;
  }

  /** @param handed memory that is the thread's from now on */
  say(message: ToDecoder, handed: readonly ArrayBuffer[] = []): void {
    this.worker.postMessage(message, handed);
  }

  async next(withinMs: number): Promise<Heard> {
    if (this.heard.length === 0) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        timer = setTimeout(resolve, withinMs);
      });
      clearTimeout(timer);
    }
    return this.heard.shift() ?? "late";
  }

  giveBack(): void {
    this.heard.length = 0;
    this.worker.unref();
    if (idle.length < mostIdle && this.script === usualScript) idle.push(this);
    else this.discard();
  }

  /** Nobody wants the rest: the thread is asked to stop and used again once it has. */
  abandon(): void {
    this.say({ kind: "stop" });
    this.worker.unref();
    void this.stopped();
  }

  discard(): void {
    this.worker.removeAllListeners("message");
    void this.worker.terminate();
  }

  private async stopped(): Promise<void> {
    for (;;) {
      const message = await this.next(1_000);
      if (message === "late" || message === "out-of-memory") return this.discard();
      if (message.kind === "ended") return message.spent ? this.discard() : this.giveBack();
      if (message.kind === "read") this.say({ kind: "bytes", bytes: undefined });
    }
  }

  private hear(message: Heard): void {
    this.heard.push(message);
    this.wake();
  }
}

function crash(message: string): FromDecoder {
  const failure = { code: undefined, details: {}, message };
  return { kind: "ended", notes: [], falseStereo: false, spent: true, failure };
}
