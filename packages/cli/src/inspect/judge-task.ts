// One task → judged calls as pieces of output, with what failed and what was counted. Runs in a worker or in the main thread.
import {
  AppError,
  type CallRecord,
  type Exhibit,
  type Judgement,
  type Language,
  type Speaker,
  withSidesSwapped,
} from "@tingheng/domain";
import {
  assignRoles,
  createJudge,
  findPrivateData,
  type Judge,
  type RolesFile,
  withoutPrivateData,
} from "@tingheng/engine";
import { readCalls } from "@tingheng/formats";
import { judgeParts, rolesModel } from "@tingheng/knowledge";
import type { Hearing } from "@tingheng/listening";
import type { RecordingFiles } from "@tingheng/listening/files";
import { addJudgements, noTotals, type Totals } from "@tingheng/report";
import { type OutputKind, type Render, rendererOf } from "./outputs.ts";
import { type Failure, failureAt, inputOf, type Task } from "./tasks.ts";

export interface JudgeSettings {
  readonly data: string;
  readonly standards: readonly string[] | undefined;
  readonly format: string | undefined;
  readonly roles: Readonly<Record<string, Speaker>>;
  readonly output: OutputKind;
  readonly language: Language;
  readonly hearing: Hearing;
}

/** A stretch of a task's result: UTF-8 to be written, failures to be told, and what to add to the totals. */
export interface Part {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly failures: readonly Failure[];
  readonly totals: Totals;
}

const callsPerPart = 64;
/** A call's sheets may be a hundred times as long as the call. */
const bytesPerPart = 512 * 1024;

export interface TaskJudge {
  readonly judge: Judge;
  parts(task: Task): AsyncGenerator<Part>;
}

/** Where the next part is written: a buffer that was given back, or a fresh one. */
export type TakeRoom = () => ArrayBuffer;

export const freshRoom: TakeRoom = () => new ArrayBuffer(2 * bytesPerPart);

/** @throws AppError where the standards can't be used */
export function taskJudge(settings: JudgeSettings, takeRoom: TakeRoom = freshRoom): TaskJudge {
  const judge = createJudge(judgeParts(settings.data, settings.standards));
  const render = rendererOf(settings.output, judge.standards, settings.language);
  const desk: Desk = { judge, render, settings, roles: rolesModel(settings.data) };
  return { judge, parts: (task) => partsOf(task, desk, takeRoom) };
}

/** All that is needed to work on a task. */
interface Desk {
  readonly judge: Judge;
  readonly render: Render;
  readonly settings: JudgeSettings;
  readonly roles: RolesFile | undefined;
}

async function* partsOf(task: Task, desk: Desk, takeRoom: TakeRoom): AsyncGenerator<Part> {
  let part = emptyPart(takeRoom);
  if (task.kind === "unreadable") {
    failInto(part, task.failure);
    yield sealed(part);
    return;
  }
  const { roles, format } = desk.settings;
  if (task.kind === "recording") {
    await hearInto(part, task.files, desk);
    yield sealed(part);
    return;
  }
  for await (const item of readCalls(inputOf(task), { roles, ...(format === undefined ? {} : { format }) })) {
    if (item.ok) judgeInto(part, inRoles(item.call, desk), desk);
    else failInto(part, failureAt(item.where, item.error));
    if (part.totals.calls + part.totals.failed < callsPerPart && part.byteCount < bytesPerPart) continue;
    yield sealed(part);
    part = emptyPart(takeRoom);
  }
  yield sealed(part);
}

const encoder = new TextEncoder();

interface OpenPart {
  room: Uint8Array<ArrayBuffer>;
  byteCount: number;
  readonly failures: Failure[];
  readonly totals: Totals;
}

function emptyPart(takeRoom: TakeRoom): OpenPart {
  return { room: new Uint8Array(takeRoom()), byteCount: 0, failures: [], totals: noTotals() };
}

function sealed({ room, byteCount, failures, totals }: OpenPart): Part {
  return { bytes: room.subarray(0, byteCount), failures, totals };
}

/** Encodes straight into the part: a sheet of its own for every call would be garbage outside the heap, which is collected late. */
function addText(part: OpenPart, text: string): void {
  const needed = part.byteCount + 3 * text.length;
  if (needed > part.room.length) {
    const larger = new Uint8Array(Math.max(needed, 2 * part.room.length));
    larger.set(part.room.subarray(0, part.byteCount));
    part.room = larger;
  }
  part.byteCount += encoder.encodeInto(text, part.room.subarray(part.byteCount)).written;
}

/** A transcript that does not say who is who is told from its wording. */
function inRoles(call: CallRecord, { roles, judge, settings }: Desk): CallRecord {
  const known = roles === undefined ? call : assignRoles(call, roles, judge.standards);
  const sided = settings.hearing.swap ? withSidesSwapped(known) : known;
  return settings.hearing.hidePrivate ? withoutPrivateData(sided, findPrivateData(sided.turns ?? [])) : sided;
}

function judgeInto(part: OpenPart, call: CallRecord, { judge, render, settings }: Desk, exhibit?: Exhibit): void {
  const judgements: readonly Judgement[] = judge.judge(call, { named: settings.standards !== undefined });
  addJudgements(part.totals, judgements);
  addText(part, render(call, judgements, exhibit));
}

/** What listens is loaded with the first recording: transcripts do without. */
async function hearInto(part: OpenPart, files: RecordingFiles, desk: Desk): Promise<void> {
  const { judge, settings, roles } = desk;
  const { exhibitOf, hearRecording, sharedRecogniser } = await import("@tingheng/listening");
  try {
    const knowledge = { roles, standards: judge.standards };
    const heard = await hearRecording(files, settings.hearing, sharedRecogniser(settings.hearing), knowledge);
    const { call } = heard;
    if (call.turns === undefined) part.totals.wordless += 1;
    const exhibit = settings.output === "html" ? await exhibitOf(heard) : undefined;
    judgeInto(part, call, desk, exhibit);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    failInto(part, failureAt(files.path, error));
  }
}

function failInto(part: OpenPart, failure: Failure): void {
  part.totals.failed += 1;
  part.failures.push(failure);
}
