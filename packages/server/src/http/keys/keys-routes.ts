// Keys of machines: listed without their secret, made, revoked.
import { z } from "@hono/zod-openapi";
import { Permission, Scope } from "@tingheng/domain";
import { type ApiKey, listApiKeys } from "@tingheng/store";
import { makeKey, takeKeyBack } from "../../people/keys.ts";
import { actorOf, gives, newApi, type Routes, route, takes } from "../api.ts";
import { givesPage, NamedPageQuery, namedPageOf } from "../keyset.ts";

/** A key makes neither people nor other keys: what was taken back stays taken back. */
const KeyPermission = Permission.exclude(["people.manage", "keys.manage"]);

const Key = z
  .object({
    id: z.string(),
    name: z.string(),
    permissions: z.array(Permission),
    scope: Scope,
    madeBy: z.string(),
    madeAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    usedAt: z.iso.datetime().optional(),
    revokedAt: z.iso.datetime().optional(),
  })
  .openapi("ApiKey");

const NewKey = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    permissions: z.array(KeyPermission).min(1),
    scope: Scope,
    expiresAt: z.iso.datetime({ offset: true }),
  })
  .openapi("NewApiKey");

const MadeKey = Key.extend({ key: z.string().describe("sent as `Authorization: Bearer …`; shown once") }).openapi(
  "MadeApiKey",
);

const list = route("keys.manage", {
  method: "get",
  path: "/api/v1/keys",
  tags: ["keys"],
  summary: "API 密钥 Keys of machines, the latest first",
  request: { query: NamedPageQuery },
  responses: { 200: givesPage(Key, "without their secrets") },
});

const make = route("keys.manage", {
  method: "post",
  path: "/api/v1/keys",
  tags: ["keys"],
  summary: "新建密钥 Make a key",
  request: { body: takes(NewKey) },
  responses: { 201: gives(MadeKey, "with its secret, this once") },
});

const revoke = route("keys.manage", {
  method: "delete",
  path: "/api/v1/keys/{id}",
  tags: ["keys"],
  summary: "吊销密钥 Revoke a key",
  request: { params: z.object({ id: z.string() }) },
  responses: { 204: { description: "worth nothing from now on" } },
});

export const keysRoutes: Routes = (services) =>
  newApi()
    .openapi(list, async (context) => {
      const { limit, after } = context.req.valid("query");
      const keys = await listApiKeys(services.database.kysely, limit + 1, after);
      return context.json(
        namedPageOf(keys, limit, ({ id }) => id, shown),
        200,
      );
    })
    .openapi(make, async (context) => {
      const wish = context.req.valid("json");
      const maker = actorOf(context);
      const { key, text } = await makeKey(services, maker, { ...wish, expiresAt: new Date(wish.expiresAt) });
      return context.json({ ...shown(key), key: text }, 201);
    })
    .openapi(revoke, async (context) => {
      await takeKeyBack(services, actorOf(context), context.req.valid("param").id);
      return context.body(null, 204);
    });

function shown(key: ApiKey): z.infer<typeof Key> {
  return {
    id: key.id,
    name: key.name,
    permissions: [...key.permissions],
    scope: key.scope,
    madeBy: key.madeBy,
    madeAt: key.madeAt.toISOString(),
    expiresAt: key.expiresAt.toISOString(),
    ...(key.usedAt === undefined ? {} : { usedAt: key.usedAt.toISOString() }),
    ...(key.revokedAt === undefined ? {} : { revokedAt: key.revokedAt.toISOString() }),
  };
}
