// Judging away from the thread that answers requests. A thread that dies takes only its own task with it and is replaced.
import { Worker } from "node:worker_threads";
import { AppError } from "@tingheng/domain";
import type { ModelQuestion } from "@tingheng/engine";
import type {
  CallJudged,
  Failure,
  JudgeTask,
  JudgeTexts,
  JudgeThreadSettings,
  QuestionsTask,
  TaskAnswer,
} from "./judge-messages.ts";

export interface JudgePool {
  /** @throws AppError where a standard can't be compiled, Error where the thread died of the task */
  judge(task: JudgeTask): Promise<readonly CallJudged[]>;
  /** What standards would ask a language model. */
  questions(texts: JudgeTexts): Promise<readonly ModelQuestion[]>;
  close(): Promise<void>;
}

type Answered = Exclude<TaskAnswer, { readonly kind: "failed" }>;

interface Waiting {
  readonly task: JudgeTask | QuestionsTask;
  readonly resolve: (answer: Answered) => void;
  readonly reject: (error: Error) => void;
}

/** A call that needs more than this is not one that people spoke. */
const mostMemoryMb = 1024;

/** Nor is one that takes longer; its thread is ended, or nothing else would be judged for as long as it likes. */
const longestSeconds = 60;

export function judgePool(
  threads: number,
  settings: JudgeThreadSettings,
  longestMs: number = longestSeconds * 1_000,
): JudgePool {
  const idle: Worker[] = [];
  const alive = new Set<Worker>();
  const waiting: Waiting[] = [];
  let closed = false;

  const start = (): Worker => {
    const worker = new Worker(new URL("./judge-thread.ts", import.meta.url), {
      workerData: settings,
      resourceLimits: { maxOldGenerationSizeMb: mostMemoryMb },
    });
    worker.setMaxListeners(0);
    alive.add(worker);
    return worker;
  };

  const next = (): void => {
    const one = waiting[0];
    const worker = one === undefined ? undefined : (idle.pop() ?? (alive.size < threads ? start() : undefined));
    if (one === undefined || worker === undefined) return;
    waiting.shift();
    run(worker, one);
  };

  const run = (worker: Worker, { task, resolve, reject }: Waiting): void => {
    const clock = setTimeout(() => {
      alive.delete(worker);
      settle(() => reject(tookTooLong(task, longestMs)));
      void worker.terminate();
    }, longestMs);
    const settle = (then: () => void) => {
      clearTimeout(clock);
      worker.off("message", onMessage).off("error", onDeath).off("exit", onExit);
      then();
      if (!closed) next();
    };
    const onMessage = (answer: TaskAnswer) => {
      idle.push(worker);
      settle(() => (answer.kind === "failed" ? reject(errorOf(answer.failure)) : resolve(answer)));
    };
    const onDeath = (error: Error) => {
      alive.delete(worker);
      settle(() => reject(error));
    };
    const onExit = (code: number) => onDeath(new Error(`the judging thread ended with ${code}`));
    worker.on("message", onMessage).on("error", onDeath).on("exit", onExit);
    worker.postMessage(task);
  };

  const put = (task: Waiting["task"]): Promise<Answered> =>
    new Promise((resolve, reject) => {
      waiting.push({ task, resolve, reject });
      next();
    });

  return {
    async judge(task) {
      const answer = await put(task);
      return answer.kind === "judged" ? answer.calls : [];
    },
    async questions({ standards, questionnaires }) {
      const answer = await put({ kind: "questions", standards, questionnaires });
      return answer.kind === "questions" ? answer.questions : [];
    },
    async close() {
      closed = true;
      for (const { reject } of waiting.splice(0)) reject(new Error("the judging threads are closed"));
      await Promise.all([...alive].map((worker) => worker.terminate()));
    },
  };
}

/** Which of several calls it was is found out by whoever judges each alone. */
function tookTooLong(task: Waiting["task"], longestMs: number): Error {
  const seconds = String(Math.ceil(longestMs / 1_000));
  if ("calls" in task && task.calls.length === 1) return new AppError("call.judging-too-long", { seconds });
  return new Error(`judging took longer than ${seconds} seconds`);
}

/** A failure that crossed the threads, as an error again. */
export function errorOf({ code, details, message }: Failure): Error {
  return code === undefined ? new Error(message) : new AppError(code, details);
}
