// Calls: listed by what they are and what was said, one with its record, its judgements and what they were before.
import { z } from "@hono/zod-openapi";
import { callsOf, judgementsOf, listedCalls, placesOfCalls, supersededJudgements } from "@tingheng/store";
import { maskOf } from "../../masking/call-mask.ts";
import { actorOf, gives, newApi, type Routes, route } from "../api.ts";
import { givesPage } from "../keyset.ts";
import {
  CallDetail,
  CallId,
  type CallRecordBody,
  CallSummary,
  JudgementSummary,
  judgementSummaryOf,
  KeptJudgement,
  summaryOf,
} from "./call-shapes.ts";
import { excerptOf } from "./excerpt.ts";
import { afterOf, filterOf, ListQuery, nextOf } from "./list-query.ts";
import { seenCall, seenSummary } from "./seen-call.ts";

const listCalls = route("calls.read", {
  method: "get",
  path: "/api/v1/calls",
  tags: ["calls"],
  summary:
    "通话列表:按坐席、班组、队列、标准、条款、分数、日期和说过的词筛选 Calls, by agent, team, queue, standard, clause, score, date and words said",
  request: { query: ListQuery },
  responses: { 200: givesPage(CallSummary, "一页通话 a page of calls") },
});

const getCall = route("calls.read", {
  method: "get",
  path: "/api/v1/calls/{id}",
  tags: ["calls"],
  summary: "一通通话及其记录(号码已脱敏) One call with its record; numbers are masked",
  request: { params: CallId },
  responses: { 200: gives(CallDetail, "通话 the call") },
});

const getJudgements = route("calls.read", {
  method: "get",
  path: "/api/v1/calls/{id}/judgements",
  tags: ["calls"],
  summary: "现行评判全文 The judgements in force, whole",
  request: { params: CallId },
  responses: { 200: gives(z.object({ items: z.array(KeptJudgement) }), "各标准一份 one for each standard") },
});

const getHistory = route("calls.read", {
  method: "get",
  path: "/api/v1/calls/{id}/history",
  tags: ["calls"],
  summary: "被取代的评判 Judgements that were superseded",
  request: { params: CallId },
  responses: { 200: gives(z.object({ items: z.array(JudgementSummary) }), "新的在前 newest first") },
});

export const callsRoutes: Routes = (services) => {
  const { kysely } = services.database;
  return newApi()
    .openapi(listCalls, async (context) => {
      const query = context.req.valid("query");
      const { limit, order } = query;
      const filter = filterOf(query, services);
      const places = await placesOfCalls(kysely, {
        scope: actorOf(context).scope,
        filter,
        order,
        limit,
        after: afterOf(query),
      });
      const page = places.slice(0, limit);
      const ids = page.map(({ id }) => id);
      const records = filter.words === undefined ? [] : await callsOf(kysely, ids);
      const excerpts = new Map(records.map(({ id, record }) => [id, excerptOf(record, filter.words ?? [])]));
      const items = (await listedCalls(kysely, ids)).map((call) => {
        const excerpt = excerpts.get(call.id);
        return { ...summaryOf(call), ...(excerpt === undefined ? {} : { excerpt }) };
      });
      const next = places.length > limit ? nextOf(page.at(-1), order) : undefined;
      return context.json({ items, ...(next === undefined ? {} : { next }) }, 200);
    })
    .openapi(getCall, async (context) => {
      const { id } = context.req.valid("param");
      const summary = await seenSummary(kysely, actorOf(context), id);
      const { record } = await seenCall(kysely, actorOf(context), id);
      const masked = maskOf(record).record;
      const shown: z.infer<typeof CallRecordBody> = masked;
      return context.json({ ...summaryOf(summary), externalId: masked.id, record: shown }, 200);
    })
    .openapi(getJudgements, async (context) => {
      const { record, id } = await seenCall(kysely, actorOf(context), context.req.valid("param").id);
      const mask = maskOf(record);
      const items = (await judgementsOf(kysely, id)).map(({ judgedAt, judgement, ...rest }) => ({
        ...rest,
        judgedAt: judgedAt.toISOString(),
        judgement: mask.judgement(judgement),
      }));
      return context.json({ items }, 200);
    })
    .openapi(getHistory, async (context) => {
      const { id } = await seenCall(kysely, actorOf(context), context.req.valid("param").id);
      return context.json({ items: (await supersededJudgements(kysely, id)).map(judgementSummaryOf) }, 200);
    });
};
