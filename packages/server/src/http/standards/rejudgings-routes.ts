// Judging past calls again 重新评判, under the standards in force for their days. Only calls of the asker's scope are judged.
import { z } from "@hono/zod-openapi";
import { type Actor, AppError } from "@tingheng/domain";
import { endWalk, findRejudging, insertRejudging, listRejudgings, type Walk } from "@tingheng/store";
import { askQueue, judgeQueue } from "../../calls/stage-jobs.ts";
import { rejudgeJob } from "../../stages/rejudge/rejudge-stage.ts";
import { actorOf, gives, newApi, type Routes, route, takes } from "../api.ts";
import { givesPage, idAfter, PageQuery, pageOf } from "../keyset.ts";
import { filterDetails, PastCallsBody, shownWalk, walkShape } from "./past-calls-schemas.ts";

const tags = ["standards"];
const path = "/api/v1/rejudgings";
const RejudgingPath = z.object({ id: z.string() });

const Rejudging = z
  .object({ ...walkShape, waiting: z.int().optional().describe("calls that wait to be judged, of all kinds") })
  .openapi("Rejudging");

const begin = route("standards.publish", {
  method: "post",
  path,
  tags,
  summary: "重新评判既往通话 Judge past calls again",
  request: { body: takes(z.strictObject({ filter: PastCallsBody })) },
  responses: { 202: gives(Rejudging, "it is queued") },
});

const list = route("standards.read", {
  method: "get",
  path,
  tags,
  summary: "重新评判列表 Rejudgings",
  request: { query: PageQuery },
  responses: { 200: givesPage(Rejudging, "newest first") },
});

const get = route("standards.read", {
  method: "get",
  path: `${path}/{id}`,
  tags,
  summary: "重新评判进度 How far a rejudging has come",
  request: { params: RejudgingPath },
  responses: { 200: gives(Rejudging, "the rejudging") },
});

const cancel = route("standards.publish", {
  method: "post",
  path: `${path}/{id}/cancel`,
  tags,
  summary: "取消重新评判 Send no more calls",
  request: { params: RejudgingPath },
  responses: { 200: gives(Rejudging, "what it has come to") },
});

export const rejudgingsRoutes: Routes = ({ database, jobs, audit, newId, now }) => {
  const { kysely } = database;
  const rejudging = async (id: string): Promise<Walk> => {
    const found = await findRejudging(kysely, id);
    if (found === undefined) throw new AppError("thing.not-found", { what: "rejudging", id });
    return found;
  };
  return newApi()
    .openapi(begin, async (context) => {
      const actor: Actor = actorOf(context);
      const { filter } = context.req.valid("json");
      const id = newId("rej");
      await database.transaction(async (transaction) => {
        const made = { by: actor.id, at: now() };
        await insertRejudging(transaction, { id, scope: actor.scope, filter, made });
        await audit(transaction, actor, "calls.rejudged", { kind: "rejudging", id }, filterDetails(filter));
        await jobs.send([rejudgeJob(id)], transaction);
      });
      return context.json(shownWalk(await rejudging(id)), 202);
    })
    .openapi(list, async (context) => {
      const { limit, after } = context.req.valid("query");
      const found = await listRejudgings(kysely, { limit: limit + 1, after: idAfter(after) });
      return context.json(
        pageOf(found, limit, ({ id }) => [id], shownWalk),
        200,
      );
    })
    .openapi(get, async (context) => {
      const found = await rejudging(context.req.valid("param").id);
      const counts = (await jobs.counts()).filter(({ queue }) => queue === judgeQueue || queue === askQueue);
      const waiting = counts.reduce((sum, one) => sum + one.waiting, 0);
      return context.json({ ...shownWalk(found), waiting }, 200);
    })
    .openapi(cancel, async (context) => {
      const { id } = context.req.valid("param");
      await rejudging(id);
      await database.transaction(async (transaction) => {
        if (await endWalk(transaction, "rejudgings", id, { state: "cancelled", at: now() }))
          await audit(transaction, actorOf(context), "rejudging.cancelled", { kind: "rejudging", id });
      });
      return context.json(shownWalk(await rejudging(id)), 200);
    });
};
