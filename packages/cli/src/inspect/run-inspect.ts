// The run of `inspect`: tasks → parts → output, with progress, failures, totals, and a valid end however it ends.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
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
  write(text: string): Promise<void>;
  failed(failure: Failure): void;
  passedOver(path: string): void;
  progress(totals: Totals): void;
  stopped(): boolean;
}

/** Below so many bytes of input, starting workers costs more than it saves. */
const worthWorkers = 3 * 1024 * 1024;

/** Judges everything and returns what it came to. */
export async function runInspect(run: InspectRun): Promise<Totals> {
  const own = taskJudge(run);
  const tasks = tasksOf(run.inputs, run.stdin, run.passedOver);
  const many = run.workers > 1 && inputBytes(run.inputs) >= worthWorkers;
  const parts = many
    ? pooledParts(tasks, settingsOf(run), run.workers, run.stopped)
    : inThisThread(tasks, own, run.stopped);
  const frame = frameOf(run.output, own.judge.standards, run.language, run.now);
  const totals = noTotals();
  let held = "";
  await run.write(frame.head);
  for await (const part of parts) {
    addTotals(totals, part.totals);
    for (const failure of part.failures) run.failed(failure);
    if (part.text !== "") {
      await run.write(held);
      held = part.text;
    }
    run.progress(totals);
  }
  await run.write(held.slice(0, held.length - (held.endsWith(frame.separator) ? frame.separator.length : 0)));
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
