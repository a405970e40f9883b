// What-ifs 试评: what a draft would make of past calls, before it is published. Everybody sees what would become of the calls
// that they may see.
import { z } from "@hono/zod-openapi";
import { type Actor, AppError, type Scope } from "@tingheng/domain";
import {
  agentsOfWhatIf,
  endWalk,
  findWhatIf,
  insertWhatIf,
  type KeptStandard,
  listWhatIfs,
  movedCallsOfWhatIf,
  removeWhatIf,
  type StandardKind,
  summaryOfWhatIf,
  type TriedQuestionnaire,
  type WhatIf,
} from "@tingheng/store";
import { whatIfJob } from "../../stages/what-if/what-if-stage.ts";
import { standardVersion } from "../../standards/standard-life.ts";
import { actorOf, gives, newApi, type Routes, route, takes } from "../api.ts";
import { givesPage, idAfter, PageQuery, pageOf, timeAfter } from "../keyset.ts";
import { filterDetails } from "./past-calls-schemas.ts";
import {
  shownAgent,
  shownMovedCall,
  shownSummary,
  shownWhatIf,
  WhatIfAgentShown,
  WhatIfCallShown,
  WhatIfShown,
  WhatIfSummaryShown,
  WhatIfToMake,
} from "./what-if-schemas.ts";

const tags = ["standards"];
const path = "/api/v1/what-ifs";
const params = z.object({ id: z.string() });

const begin = route("standards.write", {
  method: "post",
  path,
  tags,
  summary: "用草稿试评既往通话 Try a draft on past calls",
  request: { body: takes(WhatIfToMake) },
  responses: { 202: gives(WhatIfShown, "it is queued") },
});

const list = route("standards.read", {
  method: "get",
  path,
  tags,
  summary: "试评列表 What-ifs",
  request: { query: PageQuery.extend({ standard: z.string().optional() }) },
  responses: { 200: givesPage(WhatIfShown, "newest first") },
});

const get = route("standards.read", {
  method: "get",
  path: `${path}/{id}`,
  tags,
  summary: "试评进度与结果 A what-if: how far it is, and what would move",
  request: { params },
  responses: { 200: gives(WhatIfShown.extend({ summary: WhatIfSummaryShown }), "the what-if") },
});

const agents = route("standards.read", {
  method: "get",
  path: `${path}/{id}/agents`,
  tags,
  summary: "按坐席汇总 What would move, by agent",
  request: { params, query: PageQuery },
  responses: { 200: givesPage(WhatIfAgentShown, "by the agents' ids") },
});

const calls = route("standards.read", {
  method: "get",
  path: `${path}/{id}/calls`,
  tags,
  summary: "会变动的通话 Calls that would move",
  request: { params, query: PageQuery },
  responses: { 200: givesPage(WhatIfCallShown, "newest first") },
});

const cancel = route("standards.read", {
  method: "post",
  path: `${path}/{id}/cancel`,
  tags,
  summary:
    "取消试评(本人发起的,或有发布权限) Stop it; what was found so far is kept. For who began it, and who may publish",
  request: { params },
  responses: { 200: gives(WhatIfShown, "the what-if") },
});

const remove = route("standards.read", {
  method: "delete",
  path: `${path}/{id}`,
  tags,
  summary: "删除试评(本人发起的,或有发布权限) Remove it and its results. For who began it, and who may publish",
  request: { params },
  responses: { 204: { description: "it is gone" } },
});

export const whatIfsRoutes: Routes = ({ database, jobs, audit, newId, now }) => {
  const { kysely } = database;
  const whatIf = async (id: string): Promise<WhatIf> => {
    const found = await findWhatIf(kysely, id);
    if (found === undefined) throw missing(id);
    return found;
  };
  /** What somebody began is ended by them, or by who may publish. */
  const ownWhatIf = async (actor: Actor, id: string): Promise<WhatIf> => {
    const found = await whatIf(id);
    if (found.made.by !== actor.id && !actor.permissions.has("standards.publish"))
      throw new AppError("access.forbidden", { permission: "standards.publish" });
    return found;
  };
  const versionOfKind = async (kind: StandardKind, id: string): Promise<KeptStandard> => {
    const found = await standardVersion(kysely, id);
    if (found.kind !== kind) throw new AppError("thing.not-found", { what: `${kind} version`, id });
    return found;
  };
  return newApi()
    .openapi(begin, async (context) => {
      const actor = actorOf(context);
      const { version, questionnaires: tried, filter, limit } = context.req.valid("json");
      const draft = await versionOfKind("standard", version);
      const questionnaires: TriedQuestionnaire[] = [];
      for (const one of tried) {
        const { id, standard, version: own, sha256, body } = await versionOfKind("questionnaire", one);
        if (!draft.uses.includes(standard))
          throw new AppError("request.invalid", {
            where: "json.questionnaires",
            expected: `one of those that ${draft.standard} goes by: ${draft.uses.join(", ")}`,
            found: standard,
          });
        questionnaires.push({ versionId: id, id: standard, version: own, sha256, body });
      }
      const id = newId("wif");
      await database.transaction(async (transaction) => {
        const made = { by: actor.id, at: now() };
        await insertWhatIf(transaction, { id, scope: actor.scope, filter, limit, made, draft, questionnaires });
        const besides = tried.length === 0 ? {} : { questionnaires: tried.join(" ") };
        const details = { version, ...besides, ...filterDetails(filter), limit };
        await audit(transaction, actor, "standard.tried", { kind: "what-if", id }, details);
        await jobs.send([whatIfJob(id)], transaction);
      });
      return context.json(shownWhatIf(await whatIf(id)), 202);
    })
    .openapi(list, async (context) => {
      const { limit, after, standard } = context.req.valid("query");
      const found = await listWhatIfs(kysely, { limit: limit + 1, after: idAfter(after), standard });
      return context.json(
        pageOf(found, limit, ({ id }) => [id], shownWhatIf),
        200,
      );
    })
    .openapi(get, async (context) => {
      const found = await whatIf(context.req.valid("param").id);
      const summary = await summaryOfWhatIf(kysely, found.id, seenScope(actorOf(context)));
      return context.json({ ...shownWhatIf(found), summary: shownSummary(summary) }, 200);
    })
    .openapi(agents, async (context) => {
      const { id } = await whatIf(context.req.valid("param").id);
      const { limit, after } = context.req.valid("query");
      const asked = { limit: limit + 1, after: idAfter(after) };
      const found = await agentsOfWhatIf(kysely, id, seenScope(actorOf(context)), asked);
      return context.json(
        pageOf(found, limit, ({ agentId }) => [agentId], shownAgent),
        200,
      );
    })
    .openapi(calls, async (context) => {
      const { id } = await whatIf(context.req.valid("param").id);
      const { limit, after } = context.req.valid("query");
      const behind = timeAfter(after);
      const asked = { limit: limit + 1, after: behind && { sortAt: behind.at, id: behind.id } };
      const found = await movedCallsOfWhatIf(kysely, id, seenScope(actorOf(context)), asked);
      return context.json(
        pageOf(found, limit, ({ sortAt, callId }) => [sortAt.toISOString(), callId], shownMovedCall),
        200,
      );
    })
    .openapi(cancel, async (context) => {
      const { id } = await ownWhatIf(actorOf(context), context.req.valid("param").id);
      await database.transaction(async (transaction) => {
        if (await endWalk(transaction, "what_ifs", id, { state: "cancelled", at: now() }))
          await audit(transaction, actorOf(context), "what-if.cancelled", { kind: "what-if", id });
      });
      return context.json(shownWhatIf(await whatIf(id)), 200);
    })
    .openapi(remove, async (context) => {
      const { id } = await ownWhatIf(actorOf(context), context.req.valid("param").id);
      await database.transaction(async (transaction) => {
        if (!(await removeWhatIf(transaction, id))) throw missing(id);
        await audit(transaction, actorOf(context), "what-if.removed", { kind: "what-if", id });
      });
      return context.body(null, 204);
    });
};

/** Who may read standards but no calls learns of no call. */
function seenScope({ permissions, scope }: Actor): Scope {
  return permissions.has("calls.read") ? scope : { kind: "nobody" };
}

function missing(id: string): AppError {
  return new AppError("thing.not-found", { what: "what-if", id });
}
