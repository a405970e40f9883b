// What came and could not be read, with its reason, until somebody has seen to it.
import { z } from "@hono/zod-openapi";
import { type Actor, AppError, type ErrorCode, errorCatalogue, type Language } from "@tingheng/domain";
import { listUnread, settleUnread } from "@tingheng/store";
import { hidePrivate } from "../../masking/private-text.ts";
import { actorOf, languageOf, newApi, type Routes, route } from "../api.ts";
import { givesPage, PageQuery, pageOf, placeOf } from "../keyset.ts";

const Unread = z
  .object({
    id: z.string(),
    source: z.string(),
    name: z.string(),
    reason: z.object({
      code: z.string(),
      details: z.record(z.string(), z.string()).optional(),
      title: z.string().describe("the reason in the reader's language"),
    }),
    seenAt: z.iso.datetime(),
    times: z.int(),
  })
  .openapi("Unread");

const listRoute = route("system.read", {
  method: "get",
  path: "/api/v1/unread",
  tags: ["intake"],
  summary: "未能读取的内容及原因 What could not be read, and why",
  request: { query: PageQuery.strict() },
  responses: { 200: givesPage(Unread, "新的在前 newest first") },
});

const settleRoute = route("intake.settle", {
  method: "post",
  path: "/api/v1/unread/{id}/settle",
  tags: ["intake"],
  summary: "标记为已处理 Somebody has seen to it",
  request: { params: z.object({ id: z.string() }) },
  responses: { 204: { description: "已处理 settled" } },
});

const After = z.tuple([z.int(), z.string()]);

/** Whose calls they are nobody knows: they are for those who see all, and for those who look after the service. */
function mayKnow({ scope, permissions }: Actor): boolean {
  return scope.kind === "all" || permissions.has("system.manage");
}

type KeptReason = Omit<z.infer<typeof Unread>["reason"], "title">;

function saidReason(reason: KeptReason, language: Language): z.infer<typeof Unread>["reason"] {
  const { code } = reason;
  const details = reason.details && mapped(reason.details, masked);
  // What an older release kept may have no sentence any more.
  const title = isKnown(code) ? new AppError(code, details).say(language) : code;
  return { code, ...(details === undefined ? {} : { details }), title };
}

/** Names of files are made of numbers at many a place. */
function masked(text: string): string {
  return hidePrivate(text, { numbers: [], names: [] });
}

function mapped(record: Readonly<Record<string, string>>, change: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, text]) => [name, change(text)]));
}

function isKnown(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalogue, code);
}

export const unreadRoutes: Routes = ({ database, audit, now }) =>
  newApi()
    .openapi(listRoute, async (context) => {
      const { limit, after } = context.req.valid("query");
      if (!mayKnow(actorOf(context))) return context.json({ items: [] }, 200);
      const [atMs, id] = after === undefined ? [] : placeOf(after, After);
      const behind = atMs === undefined || id === undefined ? undefined : { seenAt: new Date(atMs), id };
      const found = await listUnread(database.kysely, { limit: limit + 1, after: behind });
      const page = pageOf(
        found,
        limit,
        ({ seenAt, id }) => [seenAt.getTime(), id],
        ({ seenAt, reason, name, ...rest }) => ({
          ...rest,
          name: masked(name),
          reason: saidReason(reason as KeptReason, languageOf(context)),
          seenAt: seenAt.toISOString(),
        }),
      );
      return context.json(page, 200);
    })
    .openapi(settleRoute, async (context) => {
      const { id } = context.req.valid("param");
      const actor = actorOf(context);
      if (!mayKnow(actor)) throw new AppError("thing.not-found", { what: "unread", id });
      await database.transaction(async (transaction) => {
        if (!(await settleUnread(transaction, id, now())))
          throw new AppError("thing.not-found", { what: "unread", id });
        await audit(transaction, actor, "unread.settled", { kind: "unread", id });
      });
      return context.body(null, 204);
    });
