// Webhooks 回调: receivers that are told of events by HTTP, signed by the Standard Webhooks rules.
import { z } from "@hono/zod-openapi";
import { listEndpoints } from "@tingheng/store";
import { dropEndpoint, editEndpoint, getEndpoint, makeEndpoint, rotateSecret } from "../../webhooks/webhooks.ts";
import { actorOf, gives, newApi, type Routes, route, takes } from "../api.ts";
import { MadeWebhook, NewWebhook, shownWebhook, Webhook, WebhookChange, WebhookSecret } from "./webhook-shapes.ts";

const params = z.object({ id: z.string() });
const base = { tags: ["webhooks"] };

const list = route("webhooks.manage", {
  ...base,
  method: "get",
  path: "/api/v1/webhooks",
  summary: "回调列表 Receivers of webhooks",
  responses: { 200: gives(z.object({ items: z.array(Webhook) }), "all of them, the latest first") },
});

const make = route("webhooks.manage", {
  ...base,
  method: "post",
  path: "/api/v1/webhooks",
  summary: "新建回调 Make a receiver",
  request: { body: takes(NewWebhook) },
  responses: { 201: gives(MadeWebhook, "with its secret, this once") },
});

const show = route("webhooks.manage", {
  ...base,
  method: "get",
  path: "/api/v1/webhooks/{id}",
  summary: "查看回调 One receiver",
  request: { params },
  responses: { 200: gives(Webhook, "without its secret") },
});

const edit = route("webhooks.manage", {
  ...base,
  method: "patch",
  path: "/api/v1/webhooks/{id}",
  summary: "修改回调 Change, disable or enable a receiver",
  request: { params, body: takes(WebhookChange) },
  responses: { 200: gives(Webhook, "as it is now") },
});

const rotate = route("webhooks.manage", {
  ...base,
  method: "post",
  path: "/api/v1/webhooks/{id}/secret",
  summary: "更换密钥 A new secret; the one before signs too for some hours",
  request: {
    params,
    body: takes(z.strictObject({ keepHours: z.number().min(0).max(720).default(24) }).openapi("WebhookSecretChange")),
  },
  responses: { 200: gives(WebhookSecret, "the new secret, this once") },
});

const drop = route("webhooks.manage", {
  ...base,
  method: "delete",
  path: "/api/v1/webhooks/{id}",
  summary: "删除回调 Remove a receiver and its log",
  request: { params },
  responses: { 204: { description: "it is told nothing any more" } },
});

export const webhooksRoutes: Routes = (services) =>
  newApi()
    .openapi(list, async (context) => {
      const endpoints = await listEndpoints(services.database.kysely);
      return context.json({ items: endpoints.map(shownWebhook) }, 200);
    })
    .openapi(make, async (context) => {
      const { endpoint, secret } = await makeEndpoint(services, actorOf(context), context.req.valid("json"));
      return context.json({ ...shownWebhook(endpoint), secret }, 201);
    })
    .openapi(show, async (context) => {
      const endpoint = await getEndpoint(services, context.req.valid("param").id);
      return context.json(shownWebhook(endpoint), 200);
    })
    .openapi(edit, async (context) => {
      const { url, kinds, description, enabled } = context.req.valid("json");
      const change = {
        ...(url === undefined ? {} : { url }),
        ...(kinds === undefined ? {} : { kinds }),
        ...(description === undefined ? {} : { description }),
      };
      const { id } = context.req.valid("param");
      return context.json(
        shownWebhook(await editEndpoint(services, actorOf(context), id, { ...change, enabled })),
        200,
      );
    })
    .openapi(rotate, async (context) => {
      const { keepHours } = context.req.valid("json");
      const secret = await rotateSecret(services, actorOf(context), context.req.valid("param").id, keepHours);
      return context.json({ secret }, 200);
    })
    .openapi(drop, async (context) => {
      await dropEndpoint(services, actorOf(context), context.req.valid("param").id);
      return context.body(null, 204);
    });
