// Response delay 响应时间: from the end of the other side's words to one's own, or from the answer to the first words.
import { z } from "zod";
import { announcedBefore } from "../../call/announced.ts";
import { heldAt, lesser, timeHit } from "../../call/moment.ts";
import type { PreparedCall } from "../../call/prepared-call.ts";
import { missedForTimes, type Utterance, utterances, voicedBy } from "../../call/utterances.ts";
import { absent, type Detection, detection, type Hit, missingFields } from "../../detection.ts";
import { type Detector, defineOperator, type OperatorContext } from "../../operator.ts";
import type { By, Trust } from "../../scope.ts";
import { atLeastTimes } from "../../times.ts";

const Params = z
  .strictObject({
    longerThanMs: z.int().nonnegative().optional().describe("longer than this"),
    shorterThanMs: z.int().positive().optional().describe("shorter than this"),
    first: z.boolean().default(false).describe("from the answer of the call to the first words"),
    assumeAnsweredAtStart: z
      .boolean()
      .default(false)
      .describe("with first: where nothing is known of the answer, the recording begins with it"),
    announced: z
      .preprocess((value) => (typeof value === "string" ? [value] : value), z.array(z.string()).min(1).optional())
      .describe("not counted after these words"),
    announcedTurns: z.int().positive().default(2).describe("so many turns before it may hold the announcement"),
    times: z.int().positive().default(1).describe("so many at least"),
  })
  .refine((value) => value.longerThanMs !== undefined || value.shorterThanMs !== undefined, {
    error: "longerThanMs or shorterThanMs",
  });
type Params = z.output<typeof Params>;

export const responseDelay = defineOperator({
  id: "response-delay",
  title: { zh: "响应时间", en: "Response delay" },
  summary: {
    zh: "对方说完到己方开口的时间,或接通到第一句话的时间。",
    en: "The time from the end of the other side's words, or from the answer of the call, to one's own words.",
  },
  params: z.preprocess((value) => (typeof value === "number" ? { longerThanMs: value } : value), Params),
  compile: (params, context) => compileDelay(params as Params, context),
});

function compileDelay(params: Params, context: OperatorContext): Detector {
  const words = params.announced === undefined ? undefined : context.phrases(params.announced, { tolerance: "sound" });
  const { speaker } = context.reliability;
  return (call, scope) => {
    const voices = utterances(call);
    if (voices === undefined) return missingFields(missedForTimes(call));
    if (params.first) return firstWords(call, voices, scope.by, params, speaker);
    const hits: Hit[] = [];
    const maybe: Hit[] = [];
    for (const { own, other } of responses(voices)) {
      const delayMs = Math.max(0, own.startMs - other.endMs);
      if (!isMeant(delayMs, params)) continue;
      const trust = [
        voicedBy(own, scope.by, speaker),
        voicedBy(other, opposite(scope.by), speaker),
        heldAt(call, scope, own.startMs, own.startMs),
      ].reduce(lesser);
      if (trust === "no" || announcedBefore(call, words, own.startMs, params.announcedTurns)) continue;
      (trust === "sure" ? hits : maybe).push(hitOf(call, other.endMs, own, delayMs, params));
    }
    return atLeastTimes(params.times, hits, maybe);
  };
}

function isMeant(delayMs: number, { longerThanMs = -1, shorterThanMs = Number.POSITIVE_INFINITY }: Params): boolean {
  return delayMs > longerThanMs && delayMs < shorterThanMs;
}

function opposite(by: By): By {
  if (by === "agent") return "customer";
  return by === "customer" ? "agent" : "any";
}

/** Neighbouring utterances of two speakers; the one that ended last before a reply is the one replied to. */
function responses(voices: readonly Utterance[]): { readonly own: Utterance; readonly other: Utterance }[] {
  const pairs: { own: Utterance; other: Utterance }[] = [];
  let last: Utterance | undefined;
  for (const own of voices) {
    if (last !== undefined && (last.speaker !== own.speaker || own.speaker === "unknown"))
      pairs.push({ own, other: last });
    if (last === undefined || own.endMs >= last.endMs) last = own;
  }
  return pairs;
}

function firstWords(
  call: PreparedCall,
  voices: readonly Utterance[],
  by: By,
  params: Params,
  minConfidence: number,
): Detection {
  const answeredAtMs = call.call.answeredAtMs ?? (params.assumeAnsweredAtStart ? 0 : undefined);
  if (answeredAtMs === undefined) return missingFields("answeredAtMs");
  const candidates = voices.filter(({ speaker, endMs }) => speaker !== "ivr" && endMs > answeredAtMs);
  const sure = candidates.find((voice) => voicedBy(voice, by, minConfidence) === "sure");
  const shaky = candidates.find((voice) => voicedBy(voice, by, minConfidence) === "shaky");
  const endMs = call.call.hangup?.atMs ?? call.call.sound?.durationMs;
  const hit = (voice: Utterance | undefined, trust: Trust): Detection => {
    const until = voice?.startMs ?? endMs;
    if (until === undefined) return absent;
    const delayMs = Math.max(0, until - answeredAtMs);
    // Whoever never spoke has not answered quickly either.
    if (!isMeant(delayMs, params) || (voice === undefined && params.longerThanMs === undefined)) return absent;
    const found = hitOf(call, answeredAtMs, voice ?? { startMs: until, endMs: until }, delayMs, params);
    return trust === "sure" ? detection([found]) : detection([], [found]);
  };
  if (shaky === undefined || (sure !== undefined && sure.startMs <= shaky.startMs)) return hit(sure, "sure");
  const early = hit(shaky, "shaky");
  const late = hit(sure, "shaky");
  return early.state === "no" ? late : early;
}

function hitOf(
  call: PreparedCall,
  fromMs: number,
  own: Pick<Utterance, "startMs" | "endMs" | "turn">,
  delayMs: number,
  params: Params,
): Hit {
  const threshold = params.longerThanMs ?? params.shorterThanMs ?? 0;
  const measured: Hit = { measure: "responseDelayMs", value: delayMs, threshold };
  const startMs = Math.min(fromMs, own.startMs);
  if (own.turn === undefined) return timeHit(call, startMs, own.startMs, measured);
  return { turn: own.turn, startMs, endMs: own.startMs, ...measured };
}
