// How long calls are kept, which are held, and what was erased.
import { z } from "@hono/zod-openapi";
import { RetentionPolicy } from "@tingheng/domain";
import { findHold, holdCall, listErasures, readPolicy, releaseCall, replacePolicy } from "@tingheng/store";
import { maskOf } from "../../masking/call-mask.ts";
import { eraseOne } from "../../retention/erase-call.ts";
import { sendAssignment } from "../../retention/policy-jobs.ts";
import { actorOf, gives, newApi, type Routes, route, takes } from "../api.ts";
import { seenCall } from "../calls/seen-call.ts";
import { cursorOf, placeOf } from "../cursor.ts";

const Reason = z.strictObject({ reason: z.string().trim().min(2).max(500) }).openapi("Reason");
const CallId = z.object({ id: z.string().max(100) });
const Hold = z
  .object({
    held: z.boolean(),
    reason: z.string().optional(),
    heldBy: z.string().optional(),
    heldAt: z.string().optional(),
  })
  .openapi("CallHold");
const Erasure = z
  .object({
    callId: z.string(),
    erasedAt: z.string(),
    cause: z.enum(["due", "person"]),
    erasedBy: z.string(),
    retentionClass: z.string(),
  })
  .openapi("Erasure");
const Page = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  after: z.string().max(200).optional(),
});

const tags = ["retention"];

const getPolicy = route("retention.manage", {
  method: "get",
  path: "/api/v1/retention",
  tags,
  summary: "保存期限 How long calls are kept",
  responses: { 200: gives(RetentionPolicy, "the policy in force") },
});

const putPolicy = route("retention.manage", {
  method: "put",
  path: "/api/v1/retention",
  tags,
  summary: "修改保存期限 Change how long calls are kept; calls that are there get new dates",
  request: { body: takes(RetentionPolicy) },
  responses: { 200: gives(RetentionPolicy, "the policy in force") },
});

const eraseRoute = route("calls.delete", {
  method: "post",
  path: "/api/v1/calls/{id}/erase",
  tags,
  summary: "删除通话 Erase a call: sound, words, judgements, exports",
  request: { params: CallId, body: takes(Reason) },
  responses: { 200: gives(z.object({ id: z.string(), erasedAt: z.string() }), "it is gone and is not taken again") },
});

const getHold = route("calls.read", {
  method: "get",
  path: "/api/v1/calls/{id}/hold",
  tags,
  summary: "法律保全状态 Whether a call is under legal hold",
  request: { params: CallId },
  responses: { 200: gives(Hold, "whether and why") },
});

const putHold = route("calls.hold", {
  method: "put",
  path: "/api/v1/calls/{id}/hold",
  tags,
  summary: "法律保全 Keep a call from being deleted",
  request: { params: CallId, body: takes(Reason) },
  responses: { 200: gives(Hold, "it is held") },
});

const liftHold = route("calls.hold", {
  method: "post",
  path: "/api/v1/calls/{id}/release",
  tags,
  summary: "解除法律保全 Let a call be deleted again when its time is over",
  request: { params: CallId, body: takes(Reason) },
  responses: { 200: gives(Hold, "it is not held") },
});

const getErasures = route("audit.read", {
  method: "get",
  path: "/api/v1/erasures",
  tags,
  summary: "删除记录 What was erased, newest first",
  request: { query: Page },
  responses: { 200: gives(z.object({ items: z.array(Erasure), next: z.string().optional() }), "erasures") },
});

export const retentionRoutes: Routes = (services) =>
  newApi()
    .openapi(getPolicy, async (context) => context.json(await readPolicy(services.database.kysely), 200))
    .openapi(putPolicy, async (context) => {
      const policy = context.req.valid("json");
      await services.database.transaction(async (transaction) => {
        await replacePolicy(transaction, policy);
        await sendAssignment(services, transaction);
        const details = { classes: policy.classes.length, rules: policy.rules.length, usual: policy.usual };
        await services.audit(
          transaction,
          actorOf(context),
          "retention.changed",
          { kind: "retention", id: "policy" },
          details,
        );
      });
      return context.json(policy, 200);
    })
    .openapi(eraseRoute, async (context) => {
      const { id } = context.req.valid("param");
      const actor = actorOf(context);
      await services.database.transaction(async (transaction) => {
        const { record } = await seenCall(transaction, actor, id);
        const reason = maskOf(record).text(context.req.valid("json").reason);
        await eraseOne(services, transaction, actor, id, { cause: "person", reason });
      });
      return context.json({ id, erasedAt: services.now().toISOString() }, 200);
    })
    .openapi(getHold, async (context) => {
      const { id } = context.req.valid("param");
      await seenCall(services.database.kysely, actorOf(context), id);
      const hold = await findHold(services.database.kysely, id);
      if (hold === undefined) return context.json({ held: false }, 200);
      return context.json({ held: true, ...hold, heldAt: hold.heldAt.toISOString() }, 200);
    })
    .openapi(putHold, async (context) => {
      const { id } = context.req.valid("param");
      const actor = actorOf(context);
      const heldAt = services.now();
      const reason = await services.database.transaction(async (transaction) => {
        const { record } = await seenCall(transaction, actor, id);
        const given = maskOf(record).text(context.req.valid("json").reason);
        await holdCall(transaction, id, { reason: given, heldBy: actor.id, heldAt });
        await services.audit(transaction, actor, "call.held", { kind: "call", id }, { reason: given });
        return given;
      });
      return context.json({ held: true, reason, heldBy: actor.id, heldAt: heldAt.toISOString() }, 200);
    })
    .openapi(liftHold, async (context) => {
      const { id } = context.req.valid("param");
      const actor = actorOf(context);
      await services.database.transaction(async (transaction) => {
        const { record } = await seenCall(transaction, actor, id);
        const reason = maskOf(record).text(context.req.valid("json").reason);
        await releaseCall(transaction, id);
        await services.audit(transaction, actor, "call.released", { kind: "call", id }, { reason });
      });
      return context.json({ held: false }, 200);
    })
    .openapi(getErasures, async (context) => {
      const { limit, after } = context.req.valid("query");
      const place = after === undefined ? undefined : placeOf(after, z.tuple([z.iso.datetime(), z.string()]));
      const before = place && { erasedAt: new Date(place[0]), callId: place[1] };
      const rows = await listErasures(services.database.kysely, { before, limit: limit + 1 });
      const items = rows.slice(0, limit).map((row) => ({ ...row, erasedAt: row.erasedAt.toISOString() }));
      const last = items.at(-1);
      const next = rows.length > limit && last !== undefined ? { next: cursorOf([last.erasedAt, last.callId]) } : {};
      return context.json({ items, ...next }, 200);
    });
