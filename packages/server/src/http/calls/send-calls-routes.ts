// Calls come in over the API: one record, or many in one request, each line answered for itself.
import { createHash } from "node:crypto";
import { z } from "@hono/zod-openapi";
import { type Actor, AppError, type CallRecord, type Language, parseCallRecord } from "@tingheng/domain";
import { formats, readCalls } from "@tingheng/formats";
import { type AcceptedCall, acceptCalls, type IncomingCall } from "../../calls/accept-calls.ts";
import { refuseForeign } from "../../calls/refuse-foreign.ts";
import { storable } from "../../calls/storable.ts";
import type { Services } from "../../services.ts";
import { actorOf, gives, languageOf, newApi, type Routes, route, takes } from "../api.ts";
import { atMostMegabytes } from "../body-limit.ts";
import { idempotent } from "../idempotent.ts";
import { utf8Of } from "../json-body.ts";
import { CallAccepted, CallRecordBody } from "./call-shapes.ts";

const mostMegabytes = { call: 8, batch: 16 };
const mostCalls = 1_000;
/** Calls kept in one transaction. */
const together = 100;

const metadataAt = z.iso
  .datetime({ offset: true })
  .optional()
  .openapi({ description: "来源最后修改该元数据的时间,较新者优先 | when the source last changed this; newer wins" });

const postCall = (services: Services) =>
  route("calls.write", {
    method: "post",
    middleware: [atMostMegabytes(mostMegabytes.call), idempotent(services)] as const,
    path: "/api/v1/calls",
    tags: ["calls"],
    summary: "提交一通通话记录;同一来源和编号只保留一通 Send one call record; the same source and id is one call",
    request: { query: z.strictObject({ metadataAt }), body: takes(CallRecordBody) },
    responses: { 200: gives(CallAccepted, "已有 known already"), 201: gives(CallAccepted, "新建 new") },
  });

const Line = z
  .object({
    /** Counted from 1. */
    line: z.int().optional(),
    where: z.string(),
    accepted: CallAccepted.optional(),
    problem: z.object({ code: z.string(), title: z.string(), details: z.record(z.string(), z.string()) }).optional(),
  })
  .openapi("BatchLine");

const postBatch = (services: Services) =>
  route("calls.write", {
    method: "post",
    middleware: [atMostMegabytes(mostMegabytes.batch), idempotent(services)] as const,
    path: "/api/v1/calls/batch",
    tags: ["calls"],
    summary:
      "批量提交(NDJSON,或用 format 指定任何已知格式;auto 为自动识别) Send many: NDJSON, or any known format by `format`, detected with auto",
    request: {
      query: z.strictObject({ metadataAt, format: z.enum(["auto", ...formats.map(({ id }) => id)]).optional() }),
      body: {
        required: true,
        content: {
          "application/x-ndjson": { schema: z.string() },
          "application/octet-stream": { schema: z.string() },
        },
      },
    },
    responses: {
      200: gives(
        z.object({ accepted: z.int(), refused: z.int(), lines: z.array(Line) }),
        "逐行结果 a result for every line",
      ),
    },
  });

export const sendCallsRoutes: Routes = (services) =>
  newApi()
    .openapi(postCall(services), async (context) => {
      const { metadataAt } = context.req.valid("query");
      const record = storable(parseCallRecord(context.req.valid("json"), "body"));
      const [accepted] = await accept(services, actorOf(context), [incoming(record, metadataAt)]);
      if (accepted === undefined) throw new Error("a call that was accepted has no answer");
      if (accepted.outcome === "erased") throw erasedCall(accepted);
      return context.json(accepted, accepted.outcome === "created" ? 201 : 200);
    })
    .openapi(postBatch(services), async (context) => {
      const { metadataAt, format } = context.req.valid("query");
      const body = new Uint8Array(await context.req.arrayBuffer());
      const read = format === undefined ? linesOf(body) : await readAs(body, format);
      if (read.length > mostCalls) throw new AppError("request.too-large", { allowed: `${mostCalls} calls` });
      const good = read.flatMap((one) => ("record" in one ? [one] : []));
      const calls = good.map(({ record }) => incoming(record, metadataAt));
      const accepted = await accept(services, actorOf(context), calls);
      const answers = new Map<ReadLine, AcceptedCall | undefined>(good.map((one, index) => [one, accepted[index]]));
      const language = languageOf(context);
      const lines = read.map((one) => ({ ...one.place, ...answerOf(one, answers.get(one), language) }));
      const taken = accepted.filter(({ outcome }) => outcome !== "erased").length;
      return context.json({ accepted: taken, refused: read.length - taken, lines }, 200);
    });

type Place = Pick<z.infer<typeof Line>, "line" | "where">;
type ReadLine =
  | { readonly place: Place; readonly record: CallRecord }
  | { readonly place: Place; readonly error: AppError };

function answerOf(
  one: ReadLine,
  accepted: AcceptedCall | undefined,
  language: Language,
): Partial<z.infer<typeof Line>> {
  if ("record" in one && accepted?.outcome !== "erased") return accepted === undefined ? {} : { accepted };
  const error = "error" in one ? one.error : erasedCall(one.record);
  return { problem: { code: error.code, title: error.say(language), details: { ...error.details } } };
}

function erasedCall({ source }: { readonly source: string }): AppError {
  return new AppError("call.erased", { source });
}

/** One call record a line; empty lines don't count as calls. */
function linesOf(body: Uint8Array): ReadLine[] {
  return utf8Of(body)
    .split("\n")
    .flatMap((line, index): ReadLine[] => {
      if (line.trim() === "") return [];
      const place = { line: index + 1, where: `line ${index + 1}` };
      try {
        return [{ place, record: storable(parseCallRecord(jsonOf(line, place.where), place.where)) }];
      } catch (error) {
        return [{ place, error: known(error) }];
      }
    });
}

async function readAs(bytes: Uint8Array, format: string): Promise<ReadLine[]> {
  const read: ReadLine[] = [];
  const options = format === "auto" ? {} : { format };
  // Calls without ids are known by their file's name: no two bodies must be taken for each other.
  const name = `body-${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}`;
  for await (const one of readCalls({ name, bytes }, options)) {
    const place = { where: one.where };
    try {
      read.push(one.ok ? { place, record: storable(one.call) } : { place, error: one.error });
    } catch (error) {
      read.push({ place, error: known(error) });
    }
    if (read.length > mostCalls) break;
  }
  return read;
}

function incoming(record: CallRecord, metadataAt: string | undefined): IncomingCall {
  return metadataAt === undefined ? { record } : { record, metadataAt: new Date(metadataAt) };
}

/** In the order they were given. Who sees some calls only can neither add to others nor learn that they are there. */
async function accept(services: Services, actor: Actor, calls: readonly IncomingCall[]): Promise<AcceptedCall[]> {
  const accepted: AcceptedCall[] = [];
  for (let from = 0; from < calls.length; from += together) {
    const some = calls.slice(from, from + together);
    await refuseForeign(services, actor.scope, some);
    accepted.push(...(await acceptCalls(services, some)));
  }
  return accepted;
}

function jsonOf(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new AppError("input.malformed", { where, expected: "JSON", found });
  }
}

function known(error: unknown): AppError {
  if (error instanceof AppError) return error;
  throw error;
}
