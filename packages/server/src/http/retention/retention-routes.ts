// How long calls are kept, which are held, and what was erased.
import { z } from "@hono/zod-openapi";
import { type Actor, RetentionPolicy } from "@tingheng/domain";
import { findHold, holdCall, listErasures, type Runner, readPolicy, releaseCall, replacePolicy } from "@tingheng/store";
import { maskOf } from "../../masking/call-mask.ts";
import { eraseOne } from "../../retention/erase-call.ts";
import { sendAssignment } from "../../retention/policy-jobs.ts";
import type { Services } from "../../services.ts";
import { actorOf, gives, newApi, type Routes, route, takes } from "../api.ts";
import { seenCall } from "../calls/seen-call.ts";
import { givesPage, pageOf, pageQuery, timeAfter } from "../keyset.ts";

const Reason = z.strictObject({ reason: z.string().trim().min(2).max(500) }).openapi("ReasonGiven");
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
  request: { query: pageQuery({ most: 500, longestCursor: 200 }) },
  responses: { 200: givesPage(Erasure, "erasures") },
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
      await withReason(services, actor, { id, ...context.req.valid("json") }, (transaction, reason) =>
        eraseOne(services, transaction, actor, id, { cause: "person", reason }),
      );
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
      const given = await withReason(
        services,
        actor,
        { id, ...context.req.valid("json") },
        async (transaction, reason) => {
          await holdCall(transaction, id, { reason, heldBy: actor.id, heldAt });
          await services.audit(transaction, actor, "call.held", { kind: "call", id }, { reason });
        },
      );
      return context.json({ held: true, reason: given, heldBy: actor.id, heldAt: heldAt.toISOString() }, 200);
    })
    .openapi(liftHold, async (context) => {
      const { id } = context.req.valid("param");
      const actor = actorOf(context);
      await withReason(services, actor, { id, ...context.req.valid("json") }, async (transaction, reason) => {
        await releaseCall(transaction, id);
        await services.audit(transaction, actor, "call.released", { kind: "call", id }, { reason });
      });
      return context.json({ held: false }, 200);
    })
    .openapi(getErasures, async (context) => {
      const { limit, after } = context.req.valid("query");
      const behind = timeAfter(after);
      const before = behind && { erasedAt: behind.at, callId: behind.id };
      const rows = await listErasures(services.database.kysely, { before, limit: limit + 1 });
      const page = pageOf(
        rows,
        limit,
        ({ erasedAt, callId }) => [erasedAt.toISOString(), callId],
        (row) => ({ ...row, erasedAt: row.erasedAt.toISOString() }),
      );
      return context.json(page, 200);
    });

/** Does it in the transaction in which the call was seen. @returns the reason as it is kept, without what would tell of the customer */
async function withReason(
  { database }: Services,
  actor: Actor,
  { id, reason }: { readonly id: string; readonly reason: string },
  deed: (transaction: Runner, reason: string) => Promise<unknown>,
): Promise<string> {
  return database.transaction(async (transaction) => {
    const { record } = await seenCall(transaction, actor, id);
    const given = maskOf(record).text(reason);
    await deed(transaction, given);
    return given;
  });
}
