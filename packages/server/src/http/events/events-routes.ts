// Events as they come, as server-sent events: what a page shows of progress, and what a program waits for.
import { z } from "@hono/zod-openapi";
import { AppError, EventKind, inScope } from "@tingheng/domain";
import { findCall, latestPosition, parsePosition } from "@tingheng/store";
import { actorOf, newApi, type Routes, route, streams } from "../api.ts";
import { eventStream } from "./event-stream.ts";

/** Streams that one process holds open. */
const mostFollowers = 500;

const Event = z
  .object({
    id: z.string(),
    kind: EventKind,
    at: z.iso.datetime(),
    subject: z.string(),
    data: z.record(z.string(), z.unknown()),
  })
  .openapi("Event", { description: "the JSON in `data:` of each event" });

const followEvents = route("login", {
  method: "get",
  path: "/api/v1/events",
  tags: ["events"],
  summary: "事件流 Events as they come (server-sent events)",
  description:
    "`id:` of an event is where to go on: browsers send it by themselves as `Last-Event-ID`. Comments come while nothing happens.",
  request: {
    query: z.strictObject({
      kinds: z.string().optional().openapi({ description: "`call.judged,call.set-aside`" }),
      call: z.string().optional(),
      after: z.string().optional().openapi({ description: "like Last-Event-ID, for the first request" }),
    }),
    headers: z.object({ "last-event-id": z.string().optional() }),
  },
  responses: {
    200: streams("text/event-stream", "events until somebody hangs up", Event),
  },
});

export const eventsRoutes: Routes = (services) =>
  newApi().openapi(followEvents, async (context) => {
    const actor = actorOf(context);
    const { kinds, call, after } = context.req.valid("query");
    if (call !== undefined) {
      const found = await findCall(services.database.kysely, call);
      const { agent } = found?.record ?? {};
      if (found === undefined || !inScope(actor.scope, { agentId: agent?.id, team: agent?.team }))
        throw new AppError("thing.not-found", { what: "call", id: call });
    }
    if (services.events.followers >= mostFollowers) throw new AppError("access.too-many", { seconds: "30" });
    const listener = {
      actor,
      askAgain: context.get("askAgain"),
      kinds: kinds === undefined ? undefined : kindsIn(kinds),
      call,
      after:
        positionIn(context.req.valid("header")["last-event-id"] ?? after) ??
        (await latestPosition(services.database.kysely)),
    };
    const headers = { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" };
    return context.body(eventStream(services, listener), 200, headers);
  });

function kindsIn(text: string): EventKind[] {
  return text.split(",").map((name) => {
    const kind = EventKind.safeParse(name.trim());
    if (!kind.success) throw invalid("query.kinds", EventKind.options.join(", "), name);
    return kind.data;
  });
}

function positionIn(text: string | undefined) {
  if (text === undefined || text === "") return undefined;
  const position = parsePosition(text);
  if (position === undefined) throw invalid("Last-Event-ID", "an id that an event had", text.slice(0, 60));
  return position;
}

function invalid(where: string, expected: string, found: string): AppError {
  return new AppError("request.invalid", { where, expected, found });
}
