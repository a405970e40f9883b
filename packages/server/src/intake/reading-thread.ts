// A thread that reads one large file of a telephone system, away from the thread that answers requests.
import { parentPort, workerData } from "node:worker_threads";
import { AppError } from "@tingheng/domain";
import { textOfSideFile } from "../stages/recording/sources/side-file.ts";
import { findTelephoneSystem } from "../stages/recording/sources/systems.ts";
import type { ReadingMessage, ReadingTask } from "./reading-messages.ts";

const partsAtOnce = 500;
const { system: id, settings, name, bytes } = workerData as ReadingTask;
const system = findTelephoneSystem(id);
if (parentPort === null || system === undefined)
  throw new Error("reading-thread.ts runs as a thread of a known system");

const say = (message: ReadingMessage) => parentPort?.postMessage(message);
const text = textOfSideFile(bytes, name);
const reading = text instanceof AppError ? text : await system.read(text, name, settings);
const plain = ({ code, details }: AppError) => ({ code, details });
if (reading instanceof AppError) say({ kind: "done", problems: [plain(reading)], otherRows: 0, isNone: true });
else {
  const { parts, problems, otherRows } = reading;
  for (let from = 0; from < parts.length; from += partsAtOnce) {
    say({ kind: "parts", parts: parts.slice(from, from + partsAtOnce) });
  }
  say({ kind: "done", problems: problems.map(plain), otherRows, isNone: false });
}
