// A draft judged next to the version in force, call by call, in the judging threads. Nothing of it is kept as a judgement.
import { AppError, dayOfCall, isAssigned, type Judgement, versionsOn } from "@tingheng/domain";
import {
  currentStandards,
  type KeptCall,
  type PublishedStandard,
  type StandardsInForce,
  type WhatIf,
  type WhatIfCall,
} from "@tingheng/store";
import { packJson, unpackJson } from "@tingheng/store/rows";
import { parseDocument } from "yaml";
import type { CallJudged, JudgeTask } from "../../judging/judge-messages.ts";
import type { Services } from "../../services.ts";
import { dayOf } from "../../standards/day.ts";
import { compareJudgements } from "./compare-judgements.ts";

interface DraftChunk {
  readonly calls: readonly WhatIfCall[];
  /** How many could not be judged. */
  readonly failed: number;
}

type TaskStandard = JudgeTask["standards"][number];
type Draft = Pick<WhatIf, "standard" | "version" | "sha256">;

/** @throws AppError where the draft can't be compiled */
export type JudgeDraft = (calls: readonly KeptCall[]) => Promise<DraftChunk>;

/** `body` is judged as if it had been in force on the days of the calls. */
export async function draftJudge(services: Services, draft: Draft, body: string): Promise<JudgeDraft> {
  const inForce = await currentStandards(services.database.kysely);
  const { standard: id, version } = draft;
  const trial: TaskStandard = { id, version, sha256: `what-if ${draft.sha256}`, text: withoutDates(body) };
  return async (calls) => {
    const chunk = { calls: [] as WhatIfCall[], failed: 0 };
    const received = dayOf(services.now());
    const taken = calls.filter(({ record }) => isTaken(id, inForce, record, received));
    const groups = Map.groupBy(taken, ({ record }) => versionOf(id, inForce, dayOfCall(record, received)));
    for (const [before, group] of groups) {
      const standards = before === undefined ? [trial] : [await taskStandard(services, before), trial];
      for (const [index, judged] of (await judgeEach(services, standards, group)).entries()) {
        const call = group[index];
        if (call === undefined || "failure" in judged) chunk.failed += 1;
        else chunk.calls.push(whatIfCall(call, judged.judgements));
      }
    }
    return chunk;
  };
}

/** An assigned standard is tried on the calls that it is assigned to, one that is new on all. */
function isTaken(
  standard: string,
  { assignments }: StandardsInForce,
  record: KeptCall["record"],
  received: string,
): boolean {
  const own = assignments.filter((one) => one.standard === standard);
  return own.length === 0 || own.some((one) => isAssigned(one, record, dayOfCall(record, received)));
}

function versionOf(standard: string, { versions }: StandardsInForce, day: string): PublishedStandard | undefined {
  return versionsOn(
    day,
    versions.filter((one) => one.kind === "standard" && one.standard === standard),
  )[0];
}

async function taskStandard(
  { standards }: Services,
  { standard, version, sha256 }: PublishedStandard,
): Promise<TaskStandard> {
  return { id: standard, version, sha256, text: await standards.text(sha256) };
}

/** One call may kill the thread: then each is judged alone. */
async function judgeEach(
  services: Services,
  standards: readonly TaskStandard[],
  calls: readonly KeptCall[],
): Promise<readonly CallJudged[]> {
  const task = { standards, calls: calls.map(({ id, record }) => ({ callId: id, record: packJson(record) })) };
  try {
    return await services.judges.judge(task);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const [only] = calls;
    if (only !== undefined && calls.length === 1)
      return [{ callId: only.id, failure: { code: undefined, details: {}, message } }];
    const alone: CallJudged[] = [];
    for (const call of calls) alone.push(...(await judgeEach(services, standards, [call])));
    return alone;
  }
}

function whatIfCall(
  { id, record, receivedAt }: KeptCall,
  packed: Extract<CallJudged, { judgements: unknown }>["judgements"],
): WhatIfCall {
  const judgements = packed.map(({ body }) => unpackJson(body) as Judgement);
  const after = judgements.at(-1);
  if (after === undefined) throw new Error(`${id} was not judged by the draft`);
  return {
    callId: id,
    sortAt: record.startedAt === undefined ? receivedAt : new Date(record.startedAt),
    agentId: record.agent?.id,
    agentName: record.agent?.name,
    team: record.agent?.team,
    ...compareJudgements(judgements.length > 1 ? judgements[0] : undefined, after),
  };
}

/** The question is what the draft would have made of calls from before its time. */
function withoutDates(body: string): string {
  const document = parseDocument(body);
  return document.delete("validity") ? document.toString() : body;
}
