// Spreads tasks over workers and gives their parts back in the order of the tasks. A worker waits until its parts are taken,
// so memory does not grow with the length of the input.
import { Worker } from "node:worker_threads";
import { AppError, type ErrorCode, type Standard } from "@tingheng/domain";
import type { JudgeSettings, Part } from "./judge-task.ts";
import { returnMemory } from "./return-memory.ts";
import type { Task } from "./tasks.ts";

/** What a worker says. `done` ends a task. */
export type FromWorker =
  | { readonly kind: "ready"; readonly standards: readonly Standard[] }
  | { readonly kind: "part"; readonly part: Part }
  | { readonly kind: "done" }
  | {
      readonly kind: "failed";
      readonly code: ErrorCode | undefined;
      readonly details: Readonly<Record<string, string>>;
      readonly message: string;
    };

export type ToWorker =
  | { readonly kind: "task"; readonly task: Task }
  | { readonly kind: "more"; readonly room: ArrayBuffer };

/** Parts that a worker may be ahead of the writer. */
export const partsAhead = 4;

/** A part whose bytes go back to its worker, to be written over, when they are not needed any more. */
export interface WrittenPart extends Part {
  readonly release?: () => void;
}

interface Running {
  readonly parts: Part[];
  done: boolean;
  failure: Error | undefined;
  wake: () => void;
  readonly worker: Worker;
}

/** The parts of all tasks, in order. Stops handing out tasks when `stopped` says so; what is running is finished. */
export async function* pooledParts(
  tasks: AsyncIterable<Task>,
  settings: JudgeSettings,
  workerCount: number,
  stopped: () => boolean,
  learn: (standards: readonly Standard[]) => void,
): AsyncGenerator<WrittenPart> {
  const idle: Worker[] = [];
  const all: Worker[] = [];
  let ready = false;
  const learnt = (standards: readonly Standard[]) => {
    ready = true;
    learn(standards);
  };
  // Compiling standards takes more memory than judging: the others start when the first is done with it.
  const spare = (): Worker | undefined => {
    const worker = idle.pop();
    if (worker !== undefined || all.length >= (ready ? workerCount : 1)) return worker;
    const fresh = startWorker(settings);
    all.push(fresh);
    // While the first compiles, this thread has time to clear away what loading the program left.
    if (all.length === 1) returnMemory();
    return fresh;
  };
  const running: Running[] = [];
  const iterator = tasks[Symbol.asyncIterator]();
  let exhausted = false;
  try {
    for (;;) {
      while (!exhausted && !stopped()) {
        const worker = spare();
        if (worker === undefined) break;
        const next = await iterator.next();
        if (next.done === true || stopped()) {
          exhausted = true;
          idle.push(worker);
        } else running.push(run(worker, next.value, learnt));
      }
      const first = running[0];
      if (first === undefined) return;
      yield* drained(first);
      running.shift();
      idle.push(first.worker);
    }
  } finally {
    await Promise.all(all.map((worker) => worker.terminate()));
  }
}

function startWorker(settings: JudgeSettings): Worker {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    workerData: settings,
    resourceLimits: { maxYoungGenerationSizeMb: 12 },
  });
  worker.setMaxListeners(0);
  return worker;
}

function run(worker: Worker, task: Task, learn: (standards: readonly Standard[]) => void): Running {
  const state: Running = { parts: [], done: false, failure: undefined, wake: () => {}, worker };
  const finish = (failure?: Error) => {
    state.done = true;
    state.failure = failure;
    worker.off("message", onMessage).off("error", finish);
    state.wake();
  };
  const onMessage = (message: FromWorker) => {
    if (message.kind === "part") {
      state.parts.push(message.part);
      state.wake();
    } else if (message.kind === "ready") learn(message.standards);
    else if (message.kind === "done") finish();
    else if (message.kind === "failed") finish(failureOf(message));
  };
  worker.on("message", onMessage).on("error", finish);
  const said: ToWorker = { kind: "task", task };
  worker.postMessage(said);
  return state;
}

function failureOf({ code, details, message }: Extract<FromWorker, { kind: "failed" }>): Error {
  return code === undefined ? new Error(message) : new AppError(code, details);
}

async function* drained(state: Running): AsyncGenerator<WrittenPart> {
  for (;;) {
    const part = state.parts.shift();
    if (part !== undefined) {
      const { worker } = state;
      const release = () => {
        const said: ToWorker = { kind: "more", room: part.bytes.buffer };
        worker.postMessage(said, [said.room]);
      };
      yield { ...part, release };
    } else if (state.done) {
      if (state.failure !== undefined) throw state.failure;
      return;
    } else {
      await new Promise<void>((resolve) => {
        state.wake = resolve;
      });
    }
  }
}
