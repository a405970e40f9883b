// Parts of calls come in: kept, joined with what was told before, and accepted as calls. A call known by any of its names is that call.
import { createHash } from "node:crypto";
import { AppError, type CallRecord, parseCallRecord } from "@tingheng/domain";
import {
  closeParts,
  findForUpdate,
  forgetIntakeCall,
  holdStateOf,
  type IntakeCall,
  intakeCallsNamed,
  keepIntakeCall,
  keepParts,
  lockIntake,
  openParts,
  partsAround,
  type Runner,
  removeCall,
} from "@tingheng/store";
import { type AcceptedCall, acceptCall } from "../calls/accept-calls.ts";
import type { Services } from "../services.ts";
import { type CallDetail, callRecordOf } from "../stages/recording/sources/call-detail.ts";
import { namesOfDetail } from "../stages/recording/sources/join-files.ts";
import { joinedCalls } from "../stages/recording/sources/joined-calls.ts";
import type { Part } from "../stages/recording/sources/telephone-system.ts";
import type { TelephoneLine } from "./telephone-line.ts";
import { theCallAmong } from "./the-call-among.ts";

export interface AcceptedParts {
  readonly calls: readonly AcceptedCall[];
  readonly problems: readonly AppError[];
}

/** Parts that are kept, and parts that are joined, in one transaction. */
const keptAtOnce = 500;
const joinedAtOnce = 100;
/** Indexes take no longer ones. */
const longestName = 150;

/** When this returns, every part is kept and joined. Whoever dies in between leaves parts open, and the next one joins them. */
export async function acceptParts(
  services: Services,
  line: TelephoneLine,
  parts: readonly Part[],
): Promise<AcceptedParts> {
  const { source } = line;
  const good = parts.filter(isStorable).map(shortened);
  const problems: AppError[] = parts.filter((part) => !isStorable(part)).map(withNul);
  for (let from = 0; from < good.length; from += keptAtOnce) {
    await services.database.transaction(async (trx) => {
      await lockIntake(trx, source);
      await keepParts(trx, source, good.slice(from, from + keptAtOnce), services.now());
    });
  }
  const calls = new Map<string, AcceptedCall>();
  for (;;) {
    const joined = await services.database.transaction((trx) => joinSome(services, trx, line));
    if (joined === undefined) return { calls: [...calls.values()], problems };
    problems.push(...joined.problems);
    for (const call of joined.calls) calls.set(call.id, call);
  }
}

/** @returns undefined where nothing was open */
async function joinSome(services: Services, trx: Runner, line: TelephoneLine): Promise<AcceptedParts | undefined> {
  const { source, system, settings } = line;
  await lockIntake(trx, source);
  const open = await openParts(trx, source, joinedAtOnce);
  if (open.partIds.length === 0) return undefined;
  const parts = await partsAround(trx, source, open.keys);
  const { details, problems } = joinedCalls(system, parts, settings);
  const all = [...problems];
  const calls: AcceptedCall[] = [];
  for (const detail of details.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const { call, problem } = await acceptDetail(services, trx, line, detail);
    if (call !== undefined) calls.push(call);
    if (problem !== undefined) all.push(problem);
  }
  await closeParts(trx, source, [...open.partIds, ...parts.map(({ partId }) => partId)]);
  return { calls, problems: all };
}

async function acceptDetail(
  services: Services,
  trx: Runner,
  line: TelephoneLine,
  detail: CallDetail,
): Promise<{ readonly call?: AcceptedCall; readonly problem: AppError | undefined }> {
  const { source } = line;
  const refusal = refusalOf(line, detail);
  if (refusal !== undefined) return { problem: refusal };
  const names = namesOfDetail(detail).map(shortName);
  const { known, others, problem } = theCallAmong(await intakeCallsNamed(trx, source, names), detail);
  const externalId = known?.externalId ?? shortName(detail.id);
  const absorbed: string[] = [];
  for (const other of others) {
    if (!(await isOnlyTold(trx, source, other))) continue;
    await forgetIntakeCall(trx, source, other.externalId);
    absorbed.push(other.externalId, ...namesOfDetail(other.detail as CallDetail).map(shortName));
  }
  const hasRecording = known?.recording !== undefined;
  const record = recordOf(line, detail, { externalId, hasRecording });
  const before = known?.detail as CallDetail | undefined;
  const formerly = before && recordOf(line, before, { externalId, hasRecording });
  await keepIntakeCall(trx, source, { externalId, detail }, [externalId, ...names, ...absorbed], services.now());
  const call = await acceptCall(services, trx, {
    record,
    ...(detail.lastUpdate === undefined ? {} : { metadataAt: new Date(detail.lastUpdate) }),
    ...(formerly === undefined ? {} : { formerly }),
  });
  return { call, problem };
}

/** Its call holds nothing but what parts told that all belong to another call now, and goes. */
async function isOnlyTold(trx: Runner, source: string, { externalId }: IntakeCall): Promise<boolean> {
  const call = await findForUpdate(trx, source, externalId);
  if (call === undefined) return true;
  // A call that somebody may have seen judged is never taken away.
  if (call.stage !== "waiting" || call.recordingKey !== undefined) return false;
  if ((await holdStateOf(trx, call.id)) === true) return false;
  await removeCall(trx, call.id);
  return true;
}

/** What can't be kept is said, and its parts are closed with the others: they would be in every later file's way. */
function refusalOf(line: TelephoneLine, detail: CallDetail): AppError | undefined {
  try {
    const externalId = shortName(detail.id);
    parseCallRecord(recordOf(line, detail, { externalId, hasRecording: false }), externalId);
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/** The call record of a detail, under the id that its call has here. */
export function recordOf(
  { source, channels }: TelephoneLine,
  detail: CallDetail,
  { externalId, hasRecording }: { readonly externalId: string; readonly hasRecording: boolean },
): CallRecord {
  const { recording, ...record } = callRecordOf(detail);
  const { uri, ...told } = recording ?? {};
  const sides = told.channels ?? channels[detail.direction ?? "any"] ?? channels.any;
  const held = {
    ...told,
    // A recording that came as a file keeps its own address, or it would be heard again.
    ...(uri === undefined || hasRecording ? {} : { uri }),
    ...(sides === undefined ? {} : { channels: sides }),
  };
  return { ...record, source, id: externalId, ...(Object.keys(held).length > 0 ? { recording: held } : {}) };
}

export function shortName(name: string): string {
  return name.length <= longestName ? name : `sha256-${createHash("sha256").update(name).digest("hex")}`;
}

function shortened(part: Part): Part {
  const keys = part.keys.length > 0 ? part.keys : [`part ${part.partId}`];
  return { ...part, partId: shortName(part.partId), keys: keys.map(shortName) };
}

/** No database keeps a text with a NUL in it. */
function isStorable(part: Part): boolean {
  return !JSON.stringify(part).includes("\\u0000");
}

function withNul({ partId }: Part): AppError {
  return new AppError("input.malformed", { where: partId, expected: "text without NUL characters", found: "\\u0000" });
}
