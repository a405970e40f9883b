// Deliveries 投递 of webhooks: what was sent when and how that went, tests, and what was missed told again.
import { z } from "@hono/zod-openapi";
import { attemptsOf, listDeliveries } from "@tingheng/store";
import { getDelivery, getEndpoint, replayMissed, replayOne, sendTest } from "../../webhooks/webhooks.ts";
import { gives, newApi, type Routes, route, takes } from "../api.ts";
import { givesPage, PageQuery, pageOf, timeAfter } from "../keyset.ts";
import { Delivery, DeliveryWithLog, shownAttempt, shownDelivery } from "./webhook-shapes.ts";

const params = z.object({ id: z.string() });
const deliveryParams = z.object({ id: z.string(), delivery: z.string() });
const base = { tags: ["webhooks"] };

const list = route("webhooks.manage", {
  ...base,
  method: "get",
  path: "/api/v1/webhooks/{id}/deliveries",
  summary: "投递记录 Deliveries to a receiver",
  request: { params, query: PageQuery.extend({ state: z.enum(["waiting", "delivered", "failed"]).optional() }) },
  responses: { 200: givesPage(Delivery, "the latest first") },
});

const show = route("webhooks.manage", {
  ...base,
  method: "get",
  path: "/api/v1/webhooks/{id}/deliveries/{delivery}",
  summary: "投递详情 One delivery with its tries",
  request: { params: deliveryParams },
  responses: { 200: gives(DeliveryWithLog, "with the log of its tries") },
});

const test = route("webhooks.manage", {
  ...base,
  method: "post",
  path: "/api/v1/webhooks/{id}/test",
  summary: "发送测试事件 Send a test event",
  request: { params },
  responses: { 202: gives(Delivery, "its delivery") },
});

const replay = route("webhooks.manage", {
  ...base,
  method: "post",
  path: "/api/v1/webhooks/{id}/deliveries/{delivery}/replay",
  summary: "重新投递 Deliver once more",
  request: { params: deliveryParams },
  responses: { 202: gives(Delivery, "it waits again") },
});

const replayAll = route("webhooks.manage", {
  ...base,
  method: "post",
  path: "/api/v1/webhooks/{id}/replay",
  summary: "重新投递失败的事件 Deliver what has failed since a time once more",
  request: {
    params,
    body: takes(z.strictObject({ since: z.iso.datetime({ offset: true }) }).openapi("WebhookReplay")),
  },
  responses: { 202: gives(z.object({ count: z.int() }), "how many wait again") },
});

export const deliveriesRoutes: Routes = (services) =>
  newApi()
    .openapi(list, async (context) => {
      const { id } = context.req.valid("param");
      const { limit, after, state } = context.req.valid("query");
      await getEndpoint(services, id);
      const asked = { state, after: timeAfter(after) };
      const found = await listDeliveries(services.database.kysely, id, limit + 1, asked);
      return context.json(
        pageOf(found, limit, (one) => [one.at.toISOString(), one.id], shownDelivery),
        200,
      );
    })
    .openapi(show, async (context) => {
      const { id, delivery } = context.req.valid("param");
      const shown = shownDelivery(await getDelivery(services, id, delivery));
      const attempts = await attemptsOf(services.database.kysely, delivery);
      return context.json({ ...shown, attempts: attempts.map(shownAttempt) }, 200);
    })
    .openapi(test, async (context) => {
      return context.json(shownDelivery(await sendTest(services, context.req.valid("param").id)), 202);
    })
    .openapi(replay, async (context) => {
      const { id, delivery } = context.req.valid("param");
      return context.json(shownDelivery(await replayOne(services, id, delivery)), 202);
    })
    .openapi(replayAll, async (context) => {
      const { since } = context.req.valid("json");
      const count = await replayMissed(services, context.req.valid("param").id, new Date(since));
      return context.json({ count }, 202);
    });
