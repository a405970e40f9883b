// The run of `inspect`: tasks → parts → output, with progress, failures, totals, and a valid end however it ends.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { readStandard } from "@tingheng/engine";
import { standardFolders } from "../data-folder.ts";
import { type JudgeSettings, type Part, taskJudge } from "./judge-task.ts";
import { frameOf } from "./outputs.ts";
import { pooledParts } from "./pool.ts";
import { type Failure, type Task, tasksOf } from "./tasks.ts";
import { addTotals, noTotals, type Totals } from "./totals.ts";

export interface InspectRun extends JudgeSettings {
  readonly inputs: readonly string[];
  readonly workers: number;
  readonly now: Date;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Writes and waits until there is room. */
  write(piece: string | Uint8Array): Promise<void>;
  failed(failure: Failure): void;
  passedOver(path: string): void;
  progress(totals: Totals): void;
  stopped(): boolean;
}

/** Below so many bytes of input, starting workers costs more than it saves. */
const worthWorkers = 3 * 1024 * 1024;

/** Judges everything and returns what it came to. */
export async function runInspect(run: InspectRun): Promise<Totals> {
  const tasks = tasksOf(run.inputs, run.stdin, run.passedOver);
  const many = run.workers > 1 && inputBytes(run.inputs) >= worthWorkers;
  const parts = many
    ? pooledParts(tasks, settingsOf(run), run.workers, run.stopped)
    : inThisThread(tasks, taskJudge(run), run.stopped);
  // The judges are the workers' own; here it is enough to know the standards.
  const standards = standardFolders(run.data, run.standards).map((one) => readStandard(one.standard).standard);
  const frame = frameOf(run.output, standards, run.language, run.now);
  const totals = noTotals();
  let held: Uint8Array = new Uint8Array();
  let begun = false;
  const begin = async () => {
    if (!begun) await run.write(frame.head);
    begun = true;
  };
  for await (const part of parts) {
    await begin();
    addTotals(totals, part.totals);
    for (const failure of part.failures) run.failed(failure);
    if (part.bytes.length > 0) {
      await run.write(held);
      held = part.bytes;
    }
    run.progress(totals);
  }
  await begin();
  await run.write(held.subarray(0, Math.max(0, held.length - frame.separator.length)));
  await run.write(frame.foot(totals));
  return totals;
}

/** Only what can be sent to a worker. */
function settingsOf({ data, standards, format, roles, output, language }: InspectRun): JudgeSettings {
  return { data, standards, format, roles, output, language };
}

async function* inThisThread(
  tasks: AsyncIterable<Task>,
  judge: { parts(task: Task): AsyncGenerator<Part> },
  stopped: () => boolean,
): AsyncGenerator<Part> {
  for await (const task of tasks) {
    if (stopped()) return;
    for await (const part of judge.parts(task)) {
      yield part;
      if (stopped()) return;
    }
  }
}

/** Standard input counts as large. */
function inputBytes(inputs: readonly string[]): number {
  return inputs.reduce((sum, path) => sum + (path === "-" ? worthWorkers : bytesAt(path)), 0);
}

function bytesAt(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.size ?? 0;
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + bytesAt(join(parentPath, name)), 0);
}
