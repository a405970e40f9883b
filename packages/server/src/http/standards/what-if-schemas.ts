// What-ifs as the API shows them.
import { z } from "@hono/zod-openapi";
import { Outcome } from "@tingheng/domain";
import type { FineSum, WhatIf, WhatIfAgent, WhatIfMovedCall, WhatIfSummary } from "@tingheng/store";
import { given, PastCallsBody, shownWalk, walkShape } from "./past-calls-schemas.ts";

export const WhatIfToMake = z
  .strictObject({
    version: z.string().describe("id of the version to try"),
    questionnaires: z
      .array(z.string())
      .max(50)
      .default([])
      .describe("ids of versions of questionnaires to try with it; of others those that hold on the day of the call"),
    filter: PastCallsBody.default({}),
    limit: z.int().min(1).max(100_000).default(1_000).describe("of calls, the newest first"),
  })
  .openapi("WhatIfToMake");

export const WhatIfShown = z
  .object({
    ...walkShape,
    versionId: z.string(),
    standard: z.string(),
    version: z.string(),
    sha256: z.string(),
    questionnaires: z
      .array(z.object({ versionId: z.string(), id: z.string(), version: z.string(), sha256: z.string() }))
      .describe("tried with it"),
    limit: z.int(),
    failed: z.int().describe("calls that could not be judged"),
  })
  .openapi("WhatIf");

const means = z.object({ before: z.number().optional(), after: z.number().optional() });
const counts = z.object({ before: z.int(), after: z.int() });
const FineSumShown = z
  .object({ subject: z.string(), currency: z.string(), before: z.number(), after: z.number() })
  .openapi("WhatIfFines");
const MovedOutcome = z.enum([...Outcome.options, "none"]);

export const WhatIfSummaryShown = z
  .object({
    calls: z.int(),
    moved: z.int(),
    raised: z.int(),
    lowered: z.int(),
    meanScore: means.describe("over calls that both versions apply to"),
    notApplicable: counts,
    histogram: z.array(counts.extend({ from: z.int() })).describe("calls by score, in steps of ten"),
    clauses: z.array(
      z.object({
        clause: z.string(),
        from: MovedOutcome,
        to: MovedOutcome,
        calls: z.int(),
        points: z.number().describe("by which the sum of points moves"),
      }),
    ),
    fines: z.array(FineSumShown).describe("that would be proposed; a person decides"),
  })
  .openapi("WhatIfSummary");

export const WhatIfAgentShown = z
  .object({
    agentId: z.string().describe("empty for calls without an agent"),
    agentName: z.string().optional(),
    team: z.string().optional(),
    calls: z.int(),
    moved: z.int(),
    meanScore: means,
    fines: z.array(FineSumShown),
  })
  .openapi("WhatIfAgent");

const Fine = z.object({ subject: z.string(), currency: z.string(), amount: z.number() });

export const WhatIfCallShown = z
  .object({
    callId: z.string(),
    at: z.iso.datetime(),
    agentId: z.string().optional(),
    agentName: z.string().optional(),
    team: z.string().optional(),
    beforeVersion: z.string().optional().describe("the version in force; left out where there was none"),
    score: means,
    fines: z.object({ before: z.array(Fine), after: z.array(Fine) }),
    moves: z.array(
      z.object({
        clause: z.string(),
        from: MovedOutcome,
        to: MovedOutcome,
        before: z.number().describe("points"),
        after: z.number(),
      }),
    ),
  })
  .openapi("WhatIfCall");

export function shownWhatIf(one: WhatIf): z.input<typeof WhatIfShown> {
  const { versionId, standard, version, sha256, limit, failed } = one;
  const questionnaires = one.questionnaires.map(({ body: _, ...said }) => said);
  return { ...shownWalk(one), versionId, standard, version, sha256, questionnaires, limit, failed };
}

export function shownSummary(one: WhatIfSummary): z.input<typeof WhatIfSummaryShown> {
  return {
    ...one,
    meanScore: given(one.meanScore),
    histogram: [...one.histogram],
    clauses: [...one.clauses],
    fines: fines(one.fines),
  };
}

export function shownAgent(one: WhatIfAgent): z.input<typeof WhatIfAgentShown> {
  const { agentId, agentName, team, calls, moved } = one;
  const known = { ...(agentName === undefined ? {} : { agentName }), ...(team === undefined ? {} : { team }) };
  return { agentId, ...known, calls, moved, meanScore: given(one.meanScore), fines: fines(one.fines) };
}

export function shownMovedCall(one: WhatIfMovedCall): z.input<typeof WhatIfCallShown> {
  const { agentId, agentName, team, beforeVersion } = one;
  return {
    callId: one.callId,
    at: one.sortAt.toISOString(),
    ...(given({ agentId, agentName, team, beforeVersion }) as { agentId?: string }),
    score: given(one.score),
    fines: { before: [...one.fines.before], after: [...one.fines.after] },
    moves: [...one.moves],
  };
}

function fines(sums: readonly FineSum[]) {
  return sums.map(({ subject, currency, before, after }) => ({ subject, currency, before, after }));
}
