// What came and could not be read, with its reason, until somebody has seen to it.
import { z } from "@hono/zod-openapi";
import { AppError } from "@tingheng/domain";
import { listUnread, settleUnread } from "@tingheng/store";
import { hidePrivate } from "../../masking/private-text.ts";
import { actorOf, gives, newApi, type Routes, route } from "../api.ts";
import { cursorOf, placeOf } from "../cursor.ts";

const Unread = z
  .object({
    id: z.string(),
    source: z.string(),
    name: z.string(),
    reason: z.object({ code: z.string(), details: z.record(z.string(), z.string()).optional() }),
    seenAt: z.iso.datetime(),
    times: z.int(),
  })
  .openapi("Unread");

const listRoute = route("system.read", {
  method: "get",
  path: "/api/v1/unread",
  tags: ["intake"],
  summary: "未能读取的内容及原因 What could not be read, and why",
  request: {
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      after: z.string().max(1_000).optional(),
    }),
  },
  responses: {
    200: gives(z.object({ items: z.array(Unread), next: z.string().optional() }), "新的在前 newest first"),
  },
});

const settleRoute = route("calls.write", {
  method: "post",
  path: "/api/v1/unread/{id}/settle",
  tags: ["intake"],
  summary: "标记为已处理 Somebody has seen to it",
  request: { params: z.object({ id: z.string() }) },
  responses: { 204: { description: "已处理 settled" } },
});

const After = z.tuple([z.int(), z.string()]);

export const unreadRoutes: Routes = ({ database, audit, now }) =>
  newApi()
    .openapi(listRoute, async (context) => {
      const { limit, after } = context.req.valid("query");
      const { scope, permissions } = actorOf(context);
      // Whose calls they are nobody knows: they are for those who see all, and for those who look after the service.
      if (scope.kind !== "all" && !permissions.has("system.manage")) return context.json({ items: [] }, 200);
      const [atMs, id] = after === undefined ? [] : placeOf(after, After);
      const behind = atMs === undefined || id === undefined ? undefined : { seenAt: new Date(atMs), id };
      const found = await listUnread(database.kysely, { limit: limit + 1, after: behind });
      const items = found.slice(0, limit);
      const last = items.at(-1);
      const more =
        found.length > limit && last !== undefined ? { next: cursorOf([last.seenAt.getTime(), last.id]) } : {};
      const shown = items.map(({ seenAt, reason, name, ...rest }) => ({
        ...rest,
        name: hidePrivate(name, { numbers: [], names: [] }),
        reason: reason as z.infer<typeof Unread>["reason"],
        seenAt: seenAt.toISOString(),
      }));
      return context.json({ items: shown, ...more }, 200);
    })
    .openapi(settleRoute, async (context) => {
      const { id } = context.req.valid("param");
      const actor = actorOf(context);
      // Nobody knows yet whose call it is: who sees some calls only does not decide about it.
      if (actor.scope.kind !== "all") throw new AppError("thing.not-found", { what: "unread", id });
      await database.transaction(async (transaction) => {
        if (!(await settleUnread(transaction, id, now())))
          throw new AppError("thing.not-found", { what: "unread", id });
        await audit(transaction, actor, "unread.settled", { kind: "unread", id });
      });
      return context.body(null, 204);
    });
