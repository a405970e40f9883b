// A worker thread of `inspect`: builds its own judge once, then works task after task.
import { parentPort, workerData } from "node:worker_threads";
import { AppError } from "@tingheng/domain";
import { freshRoom, type JudgeSettings, type TaskJudge, taskJudge } from "./judge-task.ts";
import { type FromWorker, partsAhead, type ToWorker } from "./pool.ts";
import { returnMemory } from "./return-memory.ts";
import type { Task } from "./tasks.ts";

const port = parentPort;
if (port === null) throw new Error("worker.ts runs as a worker thread only");

let judge: TaskJudge | undefined;
let allowed = partsAhead;
let wake: () => void = () => {};
const free: ArrayBuffer[] = [];
const takeRoom = () => free.pop() ?? freshRoom();

const say = (message: FromWorker, transferred: readonly ArrayBuffer[] = []) => port.postMessage(message, transferred);

port.on("message", (message: ToWorker) => {
  if (message.kind === "task") void work(message.task);
  else {
    allowed += 1;
    free.push(message.room);
    wake();
  }
});

async function work(task: Task): Promise<void> {
  try {
    if (judge === undefined) {
      judge = taskJudge(workerData as JudgeSettings, takeRoom);
      returnMemory();
      say({ kind: "ready", standards: judge.judge.standards });
    }
    for await (const part of judge.parts(task)) {
      while (allowed <= 0)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      allowed -= 1;
      say({ kind: "part", part }, [part.bytes.buffer]);
    }
    say({ kind: "done" });
  } catch (error) {
    const expected = error instanceof AppError ? error : undefined;
    say({
      kind: "failed",
      code: expected?.code,
      details: expected?.details ?? {},
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
}
