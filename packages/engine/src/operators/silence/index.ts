// Silence 静默: nobody speaks, for how long, after whose words, filled by what, announced or not.
import { z } from "zod";
import { announcedBefore } from "../../call/announced.ts";
import { type Gap, gapsOf } from "../../call/gaps.ts";
import { heldAt, lesser, timeHit } from "../../call/moment.ts";
import type { PreparedCall } from "../../call/prepared-call.ts";
import { withoutSpans } from "../../call/spans.ts";
import { missedForTimes, utterances, voicedBy } from "../../call/utterances.ts";
import { absent, type Hit, missingFields } from "../../detection.ts";
import { type Detector, defineOperator, type OperatorContext, type RegisteredPhrases } from "../../operator.ts";
import type { By, Scope, Trust } from "../../scope.ts";
import { atLeastTimes } from "../../times.ts";

const side = z.enum(["agent", "customer", "third", "ivr", "unknown", "any"]);
const filling = z.enum(["music", "tone", "noise", "nothing"]);
const list = (value: unknown) => (Array.isArray(value) || value === undefined ? value : [value]);

const Params = z
  .strictObject({
    longerThanMs: z.int().nonnegative().optional().describe("longer than this"),
    shorterThanMs: z.int().positive().optional().describe("shorter than this"),
    after: side.optional().describe("whose words come before it; the same as `by` beside the condition"),
    before: side.default("any").describe("who speaks next"),
    speakers: z
      .enum(["same", "different", "any"])
      .default("any")
      .describe("same or different speaker before and after"),
    edges: z.boolean().default(false).describe("also before the first words and after the last"),
    filledBy: z.preprocess(list, z.array(filling).min(1).optional()).describe("only silences filled by one of these"),
    announced: z.preprocess(list, z.array(z.string()).min(1).optional()).describe("not counted after these words"),
    announcedTurns: z.int().positive().default(2).describe("so many turns before it may hold the announcement"),
    excluding: z
      .preprocess(list, z.array(z.enum(["holds", "mutes"])).default([]))
      .describe("what lies in a hold or mute is no silence"),
    times: z.int().positive().default(1).describe("so many at least"),
  })
  .refine((value) => value.longerThanMs !== undefined || value.shorterThanMs !== undefined, {
    error: "longerThanMs or shorterThanMs",
  });
type Params = z.output<typeof Params>;

export const silence = defineOperator({
  id: "silence",
  title: { zh: "静默", en: "Silence" },
  summary: {
    zh: "没有人说话的时间超过(或不足)给定毫秒,可限定在谁说完之后、是否事先说明。",
    en: "Nobody speaks for longer (or less) than stated, after whose words and announced or not.",
  },
  params: z.preprocess((value) => (typeof value === "number" ? { longerThanMs: value } : value), Params),
  by: "any",
  compile: (params, context) => compileSilence(params as Params, context),
});

function compileSilence(params: Params, context: OperatorContext): Detector {
  const words = params.announced === undefined ? undefined : context.phrases(params.announced, { tolerance: "sound" });
  const judge = trustIn(params, words, context.reliability.speaker);
  return (call, scope) => {
    const gaps = gapsOf(call);
    if (gaps === undefined) return missingFields(missedForTimes(call));
    const long = gaps.filter((gap) => gap.endMs - gap.startMs > (params.longerThanMs ?? 0));
    if (long.length === 0) return absent;
    const unknown = params.excluding.filter((kind) => call.call[kind] === undefined);
    const spans = params.excluding.flatMap((kind) => call.call[kind] ?? []);
    const hits: Hit[] = [];
    const maybe: Hit[] = [];
    for (const gap of withoutSpans(long, spans)) {
      const silenceMs = gap.endMs - gap.startMs;
      if (silenceMs <= (params.longerThanMs ?? 0) || silenceMs >= (params.shorterThanMs ?? Number.POSITIVE_INFINITY))
        continue;
      const trust = judge(call, scope, gap);
      if (trust === "no") continue;
      const threshold = params.longerThanMs ?? params.shorterThanMs ?? 0;
      const hit = timeHit(call, gap.startMs, gap.endMs, { measure: "silenceMs", value: silenceMs, threshold });
      (trust === "sure" && unknown.length === 0 ? hits : maybe).push(hit);
    }
    return atLeastTimes(params.times, hits, maybe, maybe.length > 0 ? unknown : []);
  };
}

function trustIn(params: Params, words: RegisteredPhrases | undefined, minConfidence: number) {
  return (call: PreparedCall, scope: Scope, gap: Gap): Trust => {
    const { before, after } = gap;
    // A silence that was measured while nobody knows who spoke around it may be any silence.
    if (utterances(call) === undefined) return filled(gap, params) === "no" ? "no" : "shaky";
    if (!params.edges && (before === undefined || after === undefined)) return "no";
    if (params.speakers !== "any" && (before === undefined || after === undefined)) return "no";
    const own = before === undefined ? atEdge(scope.by) : voicedBy(before, params.after ?? scope.by, minConfidence);
    const next = after === undefined ? atEdge(params.before) : voicedBy(after, params.before, minConfidence);
    const around = params.speakers === "any" ? "sure" : alike(gap, params.speakers, minConfidence);
    const trust = [filled(gap, params), heldAt(call, scope, gap.startMs, gap.endMs), own, next, around].reduce(lesser);
    if (trust === "no") return "no";
    return announcedBefore(call, words, gap.startMs, params.announcedTurns) ? "no" : trust;
  };
}

/** At an edge of the call nobody speaks: only a condition on no one in particular holds. */
function atEdge(by: By): Trust {
  return by === "any" ? "sure" : "no";
}

function filled({ filledBy }: Gap, params: Params): Trust {
  if (params.filledBy === undefined) return "sure";
  if (filledBy === undefined) return "shaky";
  return params.filledBy.some((one) => one === filledBy) ? "sure" : "no";
}

function alike({ before, after }: Gap, wanted: "same" | "different", minConfidence: number): Trust {
  if (before === undefined || after === undefined) return "no";
  if (before.speaker === "unknown" || after.speaker === "unknown") return "shaky";
  if (Math.min(before.speakerConfidence, after.speakerConfidence) < minConfidence) return "shaky";
  return (before.speaker === after.speaker) === (wanted === "same") ? "sure" : "no";
}
