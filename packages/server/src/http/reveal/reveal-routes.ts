// Showing a customer's numbers 查看完整号码: with a reason, written to the log, and only in this one answer.
import { z } from "@hono/zod-openapi";
import { maskOf } from "../../masking/call-mask.ts";
import { actorOf, gives, newApi, type Routes, route, takes } from "../api.ts";
import { CallRecordBody } from "../calls/call-shapes.ts";
import { seenCall } from "../calls/seen-call.ts";

/** After this a page hides them again. */
const shownForMs = 60_000;

const Revealed = z.object({ record: CallRecordBody, hideAt: z.string() }).openapi("RevealedCall");

const reveal = route("numbers.reveal", {
  method: "post",
  path: "/api/v1/calls/{id}/reveal",
  tags: ["calls"],
  summary: "查看完整号码 A call with its numbers in the clear; the reason is logged",
  request: {
    params: z.object({ id: z.string().max(100) }),
    body: takes(z.strictObject({ reason: z.string().trim().min(2).max(500) })),
  },
  responses: { 200: gives(Revealed, "the record as it is, to be hidden again at `hideAt`") },
});

export const revealRoutes: Routes = (services) =>
  newApi().openapi(reveal, async (context) => {
    const { id } = context.req.valid("param");
    const actor = actorOf(context);
    const record = await services.database.transaction(async (transaction) => {
      const call = await seenCall(transaction, actor, id);
      const reason = maskOf(call.record).text(context.req.valid("json").reason);
      await services.audit(transaction, actor, "call.revealed", { kind: "call", id }, { reason });
      return call.record;
    });
    context.header("cache-control", "no-store");
    const shown: z.infer<typeof CallRecordBody> = record;
    return context.json({ record: shown, hideAt: new Date(services.now().getTime() + shownForMs).toISOString() }, 200);
  });
