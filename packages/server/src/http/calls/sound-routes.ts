// The sound of a call: to play in stretches, to keep, and as a waveform. Who listens is written down, once for each sitting.
import { z } from "@hono/zod-openapi";
import { type Actor, AppError } from "@tingheng/domain";
import type { ListedCall } from "@tingheng/store";
import type { Context } from "hono";
import type { Services } from "../../services.ts";
import { type ApiEnv, actorOf, gives, newApi, type Routes, route, streams } from "../api.ts";
import { answerBytes, type Bytes } from "../byte-range.ts";
import { CallId } from "./call-shapes.ts";
import { keptWaveform, Waveform } from "./kept-waveform.ts";
import { seenCall, seenSummary } from "./seen-call.ts";
import { playbackOf, recordingOf } from "./sound-of-call.ts";

type What = "recording" | "playback";

const binary = z.string().openapi({ format: "binary" });
const responses = {
  200: streams("audio/*", "整段声音 the whole sound", binary),
  206: streams("audio/*", "一段字节 a stretch of its bytes", binary),
  416: { description: "没有这段字节 there is no such stretch" },
} as const;

const soundRoute = <const Of extends What>(what: Of, summary: string) =>
  route("calls.listen", {
    method: "get",
    path: `/api/v1/calls/{id}/${what}`,
    tags: ["calls"],
    summary,
    request: { params: CallId },
    responses,
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
  const answer = async (
    context: Context<ApiEnv>,
    id: string,
    what: What,
    find: (call: ListedCall) => Promise<Bytes>,
  ) => {
    const actor = actorOf(context);
    const bytes = await find(await seenSummary(kysely, actor, id));
    if (context.req.method !== "HEAD") await note(actor, id, what);
    return answerBytes(context, bytes);
  };
  return newApi()
    .openapi(soundRoute("recording", "原始录音 The recording as it came"), (context) =>
      answer(context, context.req.valid("param").id, "recording", (call) => recordingOf(objects, call)),
    )
    .openapi(soundRoute("playback", "试听副本(支持按段读取) The copy for playing, in stretches"), (context) =>
      answer(context, context.req.valid("param").id, "playback", async (call) =>
        playbackOf(objects, call, (await seenCall(kysely, actorOf(context), call.id)).record),
      ),
    )
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
  return async (actor: Actor, id: string, what: What): Promise<void> => {
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
