// Telephone systems push their own records: read, joined with what came before and what comes later, accepted as calls.
import { z } from "@hono/zod-openapi";
import { AppError } from "@tingheng/domain";
import { acceptParts } from "../../intake/accept-parts.ts";
import { noteProblems } from "../../intake/note-problems.ts";
import { readSideFile } from "../../intake/read-side-file.ts";
import { lineOfPush } from "../../intake/telephone-line.ts";
import { fileLabelOf } from "../../stages/recording/file-label.ts";
import { telephoneSystems } from "../../stages/recording/sources/systems.ts";
import { actorOf, gives, languageOf, newApi, Problem, problemOf, type Routes, route } from "../api.ts";
import { atMostMegabytes } from "../body-limit.ts";
import { CallStage } from "../calls/call-shapes.ts";
import { pushedBytes } from "./pushed-text.ts";

const mostMegabytes = 64;

const Pushed = z
  .object({
    /** Rows, legs or events that tell of calls. */
    parts: z.int(),
    /** Rows that rightly tell of no call. */
    otherRows: z.int(),
    calls: z.array(
      z.object({
        id: z.string(),
        source: z.string(),
        externalId: z.string(),
        outcome: z.enum(["created", "updated", "unchanged", "older", "erased"]),
        stage: CallStage,
      }),
    ),
    problems: z.array(z.object({ where: z.string(), problem: Problem })),
  })
  .openapi("PushedRecords");

const push = route("calls.write", {
  method: "post",
  middleware: [atMostMegabytes(mostMegabytes)] as const,
  path: "/api/v1/telephony/{system}",
  tags: ["calls"],
  summary: "提交电话系统自己的话单(xml_cdr、json_cdr、CDR、queue_log 等) Push a telephone system's own records",
  description: `Systems: ${telephoneSystems.map(({ id }) => id).join(", ")}. The body is the text of a file as the system writes it, or FreeSWITCH's form cdr=…. \`name\` is the file's name where it tells what is in it (queue_log, cel.csv); \`watch\` names the watched folder whose settings and source apply.`,
  request: {
    params: z.object({ system: z.string() }),
    // FreeSWITCH adds fields of its own to the address.
    query: z.object({ name: z.string().max(300).optional(), watch: z.string().max(60).optional() }),
    body: {
      required: true,
      content: { "text/plain": { schema: z.string() }, "application/octet-stream": { schema: z.string() } },
    },
  },
  responses: { 200: gives(Pushed, "每通电话的处理结果 what became of each call") },
});

export const telephonyRoutes: Routes = (services) =>
  newApi().openapi(push, async (context) => {
    const { system } = context.req.valid("param");
    const { name: given = "", watch } = context.req.valid("query");
    const line = lineOfPush(services.config.watch, system, watch);
    if (actorOf(context).scope.kind !== "all") throw new AppError("access.forbidden", { permission: "calls.write" });
    const name = fileLabelOf(given) ?? "body";
    const body = new Uint8Array(await context.req.arrayBuffer());
    const bytes = pushedBytes(body, context.req.header("content-type") ?? "");
    const reading = await readSideFile(line, { name, bytes });
    if (reading instanceof AppError) {
      await noteProblems(services, { source: line.source, name }, [reading]);
      throw reading;
    }
    const { calls, problems } = await acceptParts(services, line, reading.parts);
    const all = [...reading.problems, ...problems];
    await noteProblems(services, { source: line.source, name }, all);
    const language = languageOf(context);
    return context.json(
      {
        parts: reading.parts.length,
        otherRows: reading.otherRows,
        calls: [...calls],
        problems: all.map((error) => ({ where: error.details.where ?? name, problem: problemOf(error, language) })),
      },
      200,
    );
  });
