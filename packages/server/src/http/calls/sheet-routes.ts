// The sheet of a call as a page: what was judged, the words, the waveform and, for who may listen, the sound.
import { createHash } from "node:crypto";
import { z } from "@hono/zod-openapi";
import type { Actor, CallRecord, Exhibit, ExhibitLane, Judgement, Language, Standard } from "@tingheng/domain";
import { readStandard } from "@tingheng/engine";
import { reportPage } from "@tingheng/report";
import { findStandardNamed, judgementsOf, type ListedCall } from "@tingheng/store";
import { maskOf } from "../../masking/call-mask.ts";
import type { Services } from "../../services.ts";
import { actorOf, languageOf, newApi, type Routes, route } from "../api.ts";
import { CallId } from "./call-shapes.ts";
import { keptWaveform } from "./kept-waveform.ts";
import { seenCall, seenSummary } from "./seen-call.ts";

const getSheet = route("calls.read", {
  method: "get",
  path: "/api/v1/calls/{id}/sheet",
  tags: ["calls"],
  summary: "质检单网页 The sheet of a call as a page",
  request: { params: CallId, query: z.object({ language: z.enum(["zh", "en"]).optional() }) },
  responses: { 200: { description: "HTML", content: { "text/html": { schema: z.string() } } } },
});

export const sheetRoutes: Routes = (services) => {
  const { kysely } = services.database;
  const standardOf = standardsByName(services);
  return newApi().openapi(getSheet, async (context) => {
    const actor = actorOf(context);
    const { id } = context.req.valid("param");
    const language = context.req.valid("query").language ?? languageOf(context);
    const summary = await seenSummary(kysely, actor, id);
    const { record } = await seenCall(kysely, actor, id);
    const judgements = (await judgementsOf(kysely, id)).map(({ judgement }) => judgement);
    const standards = await Promise.all(judgements.map((judgement) => standardOf(judgement, record)));
    const mask = maskOf(record);
    const exhibit = await exhibitOf(services, actor, summary, record);
    const page = reportPage(
      [
        {
          call: mask.record,
          judgements: judgements.map((judgement) => mask.judgement(judgement)),
          ...(exhibit === undefined ? {} : { exhibit }),
        },
      ],
      standards.flatMap((standard) => standard ?? []),
      language,
      services.now(),
    );
    context.header("content-security-policy", sheetPolicy());
    context.header("cache-control", "private, no-store");
    context.header("vary", "accept-language");
    return context.html(page, 200);
  });
};

/** Only the page's own style and script run; hashes are of a page without a call, so that nothing in a call can add to them. */
function sheetPolicy(): string {
  policy ??= [
    "default-src 'none'",
    `style-src ${hashesIn("style")}`,
    // Where marks stand on the waveform is written at each of them.
    "style-src-attr 'unsafe-inline'",
    `script-src ${hashesIn("script")}`,
    "media-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join("; ");
  return policy;
}

let policy: string | undefined;

function hashesIn(element: "style" | "script"): string {
  const empty = reportPage([], [], "en" satisfies Language, new Date(0));
  const found = [...empty.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, "gs"))];
  return found.map(([, text = ""]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`).join(" ");
}

async function exhibitOf(
  { objects, config }: Services,
  { permissions }: Actor,
  call: ListedCall,
  { recording }: CallRecord,
): Promise<Exhibit | undefined> {
  if (call.peaksKey === undefined) return undefined;
  const { durationMs, lanes } = await keptWaveform(objects, call.peaksKey);
  const audible = permissions.has("calls.listen") && (call.playbackKey ?? call.recordingKey) !== undefined;
  const path = call.playbackKey === undefined ? "recording" : "playback";
  return {
    durationMs,
    // The sides may have been swapped since the waveform was made.
    lanes: lanes.map(
      ({ points, ...lane }, channel): ExhibitLane => ({
        ...lane,
        speaker: lanes.length === 1 ? lane.speaker : (recording?.channels?.[String(channel)] ?? lane.speaker),
        points: new Int8Array(Buffer.from(points, "base64")),
      }),
    ),
    ...(audible ? { sound: { url: `${config.base_path}/api/v1/calls/${call.id}/${path}` } } : {}),
  };
}

/** The standard that a judgement was made by; the one in force where that version is not kept. */
function standardsByName({
  database,
  standards,
}: Services): (judgement: Judgement, record: CallRecord) => Promise<Standard | undefined> {
  const read = new Map<string, Standard>();
  const mostRead = 64;
  return async ({ standard: { id, version } }, record) => {
    const name = `${id}@${version}`;
    const known = read.get(name);
    if (known !== undefined) return known;
    const kept = await findStandardNamed(database.kysely, { kind: "standard", standard: id, version });
    const inForce = (await standards.forCall(record)).find((one) => one.id === id);
    const text = kept?.body ?? (inForce && (await standards.text(inForce.sha256)));
    if (text === undefined) return undefined;
    const { standard } = readStandard({ name, text });
    const oldest = read.keys().next().value;
    if (read.size >= mostRead && oldest !== undefined) read.delete(oldest);
    read.set(name, standard);
    return standard;
  };
}
