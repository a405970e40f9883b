// Files come in: recordings, transcripts, tables and archives of them, one or many at a time.
import { type RouteConfig, z } from "@hono/zod-openapi";
import { AppError, CallRecord, malformed, problemsOf, refuseDepth } from "@tingheng/domain";
import { storable } from "../../calls/storable.ts";
import { largestRecordingBytes, type TakenFile, takeFile } from "../../intake/take-file.ts";
import { actorOf, gives, languageOf, newApi, openRaw, Problem, problemOf, type Routes } from "../api.ts";
import { CallAccepted } from "../calls/call-shapes.ts";
import { withSpooledFiles } from "./spooled-files.ts";

export const TakenFileAnswer = z
  .object({
    file: z.string(),
    calls: z.array(CallAccepted),
    problems: z.array(z.object({ where: z.string(), problem: Problem })),
  })
  .openapi("TakenFile");

const upload: RouteConfig = {
  method: "post",
  path: "/api/v1/files",
  tags: ["calls"],
  summary: "上传录音、转写、话单表格或压缩包 Upload recordings, transcripts, tables of calls, or archives",
  description:
    "multipart/form-data with any number of files, or one file as the whole body (?name=). `source` names who sends it; `call` is a call record (JSON) with what is known of a recording. The same recording twice is one call.",
  request: {
    query: z.object({ name: z.string().optional(), source: z.string().optional(), call: z.string().optional() }),
    body: {
      required: true,
      content: {
        "multipart/form-data": {
          schema: z.object({ file: z.any(), source: z.string().optional(), call: z.string().optional() }),
        },
        "application/octet-stream": { schema: z.any() },
      },
    },
  },
  responses: { 200: gives(z.object({ items: z.array(TakenFileAnswer) }), "what became of every file") },
};

export const filesRoutes: Routes = (services) =>
  openRaw(newApi(), "calls.write", upload, async (context) => {
    const { scope } = actorOf(context);
    const taken = await withSpooledFiles(context.req.raw, largestRecordingBytes, async ({ files, fields }) => {
      const source = fields.get("source") ?? "upload";
      const known = knownOf(fields.get("call"));
      const all: TakenFile[] = [];
      for (const { path, label } of files) {
        all.push(await takeFile(services, { path, label, source, scope, ...(known === undefined ? {} : { known }) }));
      }
      return all;
    });
    return context.json({ items: taken.map((one) => answerOf(one, languageOf(context))) }, 200);
  });

/** What became of a file, for whoever sent it. */
export function answerOf(taken: TakenFile, language: "zh" | "en"): z.infer<typeof TakenFileAnswer> {
  return {
    file: taken.label,
    calls: [...taken.calls],
    problems: taken.problems.map(({ where, error }) => ({ where, problem: problemOf(error, language) })),
  };
}

/** @throws AppError `request.invalid` */
export function knownOf(text: string | undefined): Partial<CallRecord> | undefined {
  if (text === undefined || text === "") return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError("request.invalid", {
      where: "call",
      expected: "a call record (JSON)",
      found: text.slice(0, 60),
    });
  }
  refuseDepth(value, "call");
  const result = CallRecord.partial().safeParse(value);
  if (!result.success) throw malformed("request.invalid", "call", problemsOf(result.error, value));
  return storable(result.data as Partial<CallRecord>);
}
