// The sound of a call: to play in stretches, to keep, and as a waveform. Who listens is written down, once for each sitting.
import { z } from "@hono/zod-openapi";
import { type Actor, AppError } from "@tingheng/domain";
import type { Services } from "../../services.ts";
import { actorOf, gives, newApi, type Routes, route } from "../api.ts";
import { answerBytes } from "../byte-range.ts";
import { CallId } from "./call-shapes.ts";
import { keptWaveform, Waveform } from "./kept-waveform.ts";
import { seenCall, seenSummary } from "./seen-call.ts";
import { playbackOf, recordingOf } from "./sound-of-call.ts";

const sound = { schema: z.string().openapi({ format: "binary" }) };
const stretches = {
  200: { description: "整段声音 the whole sound", content: { "audio/*": sound } },
  206: { description: "一段字节 a stretch of its bytes", content: { "audio/*": sound } },
  416: { description: "没有这段字节 there is no such stretch" },
} as const;

const getRecording = route("calls.listen", {
  method: "get",
  path: "/api/v1/calls/{id}/recording",
  tags: ["calls"],
  summary: "原始录音 The recording as it came",
  request: { params: CallId },
  responses: stretches,
});

const getPlayback = route("calls.listen", {
  method: "get",
  path: "/api/v1/calls/{id}/playback",
  tags: ["calls"],
  summary: "试听副本(支持按段读取) The copy for playing, in stretches",
  request: { params: CallId },
  responses: stretches,
});

const getPeaks = route("calls.read", {
  method: "get",
  path: "/api/v1/calls/{id}/peaks",
  tags: ["calls"],
  summary: "波形 The waveform",
  request: { params: CallId },
  responses: { 200: gives(Waveform, "各声道 every channel") },
});

export const soundRoutes: Routes = (services) => {
  const { objects } = services;
  const { kysely } = services.database;
  const note = listeningLog(services);
  return newApi()
    .openapi(getRecording, async (context) => {
      const actor = actorOf(context);
      const call = await seenSummary(kysely, actor, context.req.valid("param").id);
      const bytes = await recordingOf(objects, call);
      if (context.req.method !== "HEAD") await note(actor, call.id, "recording");
      return answerBytes(context, bytes) as never;
    })
    .openapi(getPlayback, async (context) => {
      const actor = actorOf(context);
      const { id } = context.req.valid("param");
      const call = await seenSummary(kysely, actor, id);
      const { record } = await seenCall(kysely, actor, id);
      const bytes = await playbackOf(objects, call, record);
      if (context.req.method !== "HEAD") await note(actor, id, "playback");
      return answerBytes(context, bytes) as never;
    })
    .openapi(getPeaks, async (context) => {
      const { id, peaksKey } = await seenSummary(kysely, actorOf(context), context.req.valid("param").id);
      if (peaksKey === undefined) throw new AppError("thing.not-found", { what: "waveform", id });
      return context.json(await keptWaveform(objects, peaksKey), 200);
    });
};

/** A player asks for many stretches; a sitting ends when nothing was asked for so long. */
const sittingMs = 30 * 60_000;
const mostSittings = 10_000;

function listeningLog({ audit, database, now }: Services) {
  const lastHeardMs = new Map<string, number>();
  return async (actor: Actor, id: string, what: "recording" | "playback"): Promise<void> => {
    const key = JSON.stringify([actor.id, id, what]);
    const atMs = now().getTime();
    const before = lastHeardMs.get(key);
    if (before === undefined || atMs - before > sittingMs) {
      await database.transaction((transaction) =>
        audit(transaction, actor, "call.listened", { kind: "call", id }, { what }),
      );
    }
    lastHeardMs.delete(key);
    lastHeardMs.set(key, atMs);
    const oldest = lastHeardMs.keys().next().value;
    if (lastHeardMs.size > mostSittings && oldest !== undefined) lastHeardMs.delete(oldest);
  };
}
