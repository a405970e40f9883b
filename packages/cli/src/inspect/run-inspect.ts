// The run of `inspect`: tasks → parts → output, with progress, failures, totals, and a valid end however it ends.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import type { Standard } from "@tingheng/domain";
import { addTotals, noTotals, type Totals } from "@tingheng/report";
import type { JudgeSettings, TaskJudge } from "./judge-task.ts";
import { frameOf } from "./outputs.ts";
import { pooledParts, type WrittenPart } from "./pool.ts";
import { type Failure, type Task, tasksOf } from "./tasks.ts";

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

/** Collect when the heap has grown by so many percent: left to itself it grows to three times what is in use. */
const heapGrowth = "--heap-growing-percent=40";

/** Judges everything and returns what it came to. */
export async function runInspect(run: InspectRun): Promise<Totals> {
  setFlagsFromString(heapGrowth);
  const tasks = tasksOf(run.inputs, run.stdin, run.passedOver);
  const many = run.workers > 1 && inputBytes(run.inputs) >= worthWorkers;
  let standards: readonly Standard[] = [];
  const learn = (known: readonly Standard[]) => {
    standards = known;
  };
  const parts = many
    ? pooledParts(tasks, settingsOf(run), run.workers, run.stopped, learn)
    : await inThisThread(tasks, run, learn);
  const frame = frameOf(run.output, run.language, run.now);
  const totals = noTotals();
  let held: WrittenPart | undefined;
  let begun = false;
  const begin = async () => {
    if (!begun) await run.write(frame.head);
    begun = true;
  };
  if (!many) await begin();
  for await (const part of parts) {
    await begin();
    addTotals(totals, part.totals);
    for (const failure of part.failures) run.failed(failure);
    if (part.bytes.length === 0) part.release?.();
    else {
      await run.write(held?.bytes ?? "");
      held?.release?.();
      held = part;
    }
    run.progress(totals);
  }
  await begin();
  if (held !== undefined) await run.write(held.bytes.subarray(0, held.bytes.length - frame.separator.length));
  await run.write(frame.foot(totals, standards));
  return totals;
}

/** Only what can be sent to a worker. */
function settingsOf({ data, standards, format, roles, output, language, hearing }: InspectRun): JudgeSettings {
  return { data, standards, format, roles, output, language, hearing };
}

/** The engine is only loaded where it judges: a main thread that hands everything to workers does without. */
async function inThisThread(
  tasks: AsyncIterable<Task>,
  { stopped, ...settings }: InspectRun,
  learn: (standards: readonly Standard[]) => void,
): Promise<AsyncIterable<WrittenPart>> {
  const { freshRoom, taskJudge } = await import("./judge-task.ts");
  const free: ArrayBuffer[] = [];
  const judge = taskJudge(settings, () => free.pop() ?? freshRoom());
  learn(judge.judge.standards);
  return partsInOrder(tasks, judge, free, stopped);
}

async function* partsInOrder(
  tasks: AsyncIterable<Task>,
  judge: TaskJudge,
  free: ArrayBuffer[],
  stopped: () => boolean,
): AsyncGenerator<WrittenPart> {
  for await (const task of tasks) {
    if (stopped()) return;
    for await (const part of judge.parts(task)) {
      yield { ...part, release: () => void free.push(part.bytes.buffer) };
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
