// The bytes of a telephone system's own file → parts of calls and what could not be read. Large ones are read in a thread.
import { Worker } from "node:worker_threads";
import { AppError, type ErrorCode } from "@tingheng/domain";
import { textOfSideFile } from "../stages/recording/sources/side-file.ts";
import type { Part, Reading } from "../stages/recording/sources/telephone-system.ts";
import type { ReadingMessage, ReadingTask } from "./reading-messages.ts";
import type { TelephoneLine } from "./telephone-line.ts";

/** A file of this size is read in some milliseconds. */
const smallBytes = 1_000_000;
const mostMemoryMb = 2_048;

/** @returns AppError where the whole file is none of this system's */
export async function readSideFile(
  { system, settings }: TelephoneLine,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<Reading | AppError> {
  if (bytes.length > smallBytes) return readInThread({ system: system.id, settings, name, bytes });
  const text = textOfSideFile(bytes, name);
  return text instanceof AppError ? text : system.read(text, name, settings);
}

function readInThread(task: ReadingTask): Promise<Reading | AppError> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./reading-thread.ts", import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: mostMemoryMb },
    });
    const parts: Part[] = [];
    worker.on("message", (message: ReadingMessage) => {
      if (message.kind === "parts") {
        for (const part of message.parts) parts.push(part);
        return;
      }
      const problems = message.problems.map(({ code, details }) => new AppError(code as ErrorCode, details));
      const [first] = problems;
      resolve(message.isNone && first !== undefined ? first : { parts, problems, otherRows: message.otherRows });
      void worker.terminate();
    });
    worker.on("error", reject);
    worker.on("exit", (code) => reject(new Error(`the reading thread ended with ${code}`)));
  });
}
