// One thread of recognition: loads the model once, then hears chunk after chunk.
import { parentPort, workerData } from "node:worker_threads";
import { AppError } from "@tingheng/domain";
import { hearingWithSherpa, type SherpaParts } from "./hearing-with-sherpa.ts";
import type { FromSherpaWorker, ToSherpaWorker } from "./sherpa-thread.ts";

const say = (message: FromSherpaWorker) => parentPort?.postMessage(message);

try {
  const hear = await hearingWithSherpa(workerData as SherpaParts);
  parentPort?.on("message", ({ id, ...task }: ToSherpaWorker) => {
    try {
      say({ kind: "heard", id, heard: hear(task) });
    } catch (error) {
      say({ kind: "failed", id, problem: error instanceof Error ? error.message : String(error) });
    }
  });
} catch (error) {
  if (error instanceof AppError) say({ kind: "unavailable", problem: error.details.problem ?? "" });
  else throw error;
}
