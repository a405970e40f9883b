// Calls and judgements as the API shows them.
import { z } from "@hono/zod-openapi";
import { callRecordJsonSchema, Judgement } from "@tingheng/domain";
import type { JudgementInShort, ListedCall } from "@tingheng/store";
import { hidePrivate } from "../../masking/private-text.ts";

export const CallStage = z.enum(["waiting", "hearing", "judging", "judged", "setAside"]).openapi("CallStage");

/** What became of a call that was sent. */
export const CallAccepted = z
  .object({
    id: z.string(),
    source: z.string(),
    externalId: z.string(),
    outcome: z.enum(["created", "updated", "unchanged", "older", "erased"]),
    stage: CallStage,
  })
  .openapi("AcceptedCall");

const Reason = z
  .object({ code: z.string(), details: z.record(z.string(), z.string()).optional() })
  .openapi("Reason", { description: "错误代码及细节 code and details of an error" });

export const JudgementSummary = z
  .object({
    id: z.string(),
    standard: z.string(),
    version: z.string(),
    judgedAt: z.iso.datetime(),
    supersededAt: z.iso.datetime().optional(),
    applies: z.boolean(),
    score: z.number(),
    maxScore: z.number(),
    bonus: z.number(),
    fatal: z.boolean(),
    provisional: z.boolean(),
    violated: z.array(z.string()),
    undetermined: z.array(z.string()),
  })
  .openapi("JudgementSummary");

/** Where a word was said: the turn, and the place of the words that were looked for in the excerpt. */
export const Excerpt = z
  .object({
    turn: z.int(),
    speaker: z.string(),
    startMs: z.int().optional(),
    text: z.string(),
    from: z.int(),
    to: z.int(),
  })
  .openapi("Excerpt");

export const CallSummary = z
  .object({
    id: z.string(),
    source: z.string(),
    externalId: z.string(),
    startedAt: z.iso.datetime().optional(),
    receivedAt: z.iso.datetime(),
    agent: z.object({ id: z.string().optional(), name: z.string().optional() }).optional(),
    team: z.string().optional(),
    queue: z.string().optional(),
    campaign: z.string().optional(),
    direction: z.string().optional(),
    durationMs: z.int().optional(),
    revision: z.int(),
    stage: CallStage,
    stageAt: z.iso.datetime(),
    stageReason: Reason.optional(),
    recording: z.boolean(),
    judgements: z.array(JudgementSummary),
    excerpt: Excerpt.optional(),
  })
  .openapi("CallSummary");

const { $schema: _, $id: __, ...recordSchema } = callRecordJsonSchema("inline");

/** Read by its own schema when it comes, which keeps unknown fields and names what is wrong. */
export const CallRecordBody = z.looseObject({}).openapi("CallRecord", recordSchema as object);

export const CallDetail = CallSummary.extend({ record: CallRecordBody }).openapi("Call");

export const KeptJudgement = z
  .object({ id: z.string(), judgedAt: z.iso.datetime(), judgement: Judgement })
  .openapi("KeptJudgement");

export const CallId = z.object({
  id: z.string().openapi({ param: { name: "id", in: "path" }, example: "call_01k6h2c3d4e5f6g7h8j9kmnpqr" }),
});

export function summaryOf(call: ListedCall): z.infer<typeof CallSummary> {
  const { agentId, agentName, startedAt, receivedAt, stageAt, stageReason, judgements } = call;
  const given = {
    team: call.team,
    queue: call.queue,
    campaign: call.campaign,
    direction: call.direction,
    durationMs: call.durationMs,
    startedAt: startedAt?.toISOString(),
    agent: agentId === undefined && agentName === undefined ? undefined : present({ id: agentId, name: agentName }),
    stageReason: stageReason as z.infer<typeof Reason> | undefined,
  };
  return {
    id: call.id,
    source: call.source,
    externalId: hidePrivate(call.externalId, { numbers: [], names: [] }),
    receivedAt: receivedAt.toISOString(),
    revision: call.revision,
    stage: call.stage,
    stageAt: stageAt.toISOString(),
    recording: call.recordingKey !== undefined,
    judgements: judgements.map(judgementSummaryOf),
    ...present(given),
  };
}

export function judgementSummaryOf(judgement: JudgementInShort): z.infer<typeof JudgementSummary> {
  const { judgedAt, supersededAt, violated, undetermined, ...rest } = judgement;
  return {
    ...rest,
    judgedAt: judgedAt.toISOString(),
    ...present({ supersededAt: supersededAt?.toISOString() }),
    violated: [...violated],
    undetermined: [...undetermined],
  };
}

/** Without the fields that are undefined. */
function present<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
