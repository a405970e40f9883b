// Hang-up 挂机: who ended the call, how long after the last words, and who spoke last.
import { HangupParty } from "@tingheng/domain";
import { z } from "zod";
import { lesser } from "../../call/moment.ts";
import type { PreparedCall } from "../../call/prepared-call.ts";
import { missedForTimes, type Utterance, utterances, voicedBy } from "../../call/utterances.ts";
import { absent, type Detection, detection, type Hit, type Truth } from "../../detection.ts";
import { type Detector, defineOperator, type OperatorContext } from "../../operator.ts";
import { holdsTime, isWhole, type Scope } from "../../scope.ts";

const party = HangupParty.exclude(["unknown"]);
const asList = (value: unknown) => (Array.isArray(value) || value === undefined ? value : [value]);

const Params = z
  .strictObject({
    by: z.preprocess(asList, z.array(party).min(1).optional()).describe("who ended the call: one of these"),
    afterSilenceMs: z.int().nonnegative().optional().describe("longer than this after the last words"),
    withinMs: z.int().positive().optional().describe("sooner than this after the last words"),
    lastWords: z.enum(["agent", "customer"]).optional().describe("who spoke last"),
  })
  .refine((value) => Object.values(value).some((one) => one !== undefined), {
    error: "one at least of by, afterSilenceMs, withinMs, lastWords",
  });
type Params = z.output<typeof Params>;

export const hangup = defineOperator({
  id: "hangup",
  title: { zh: "挂机", en: "Hang-up" },
  summary: {
    zh: "谁先挂机,最后一句话之后多久挂机,谁说了最后一句。",
    en: "Who ended the call, how long after the last words, and who spoke last.",
  },
  params: z.preprocess((value) => (typeof value === "string" || Array.isArray(value) ? { by: value } : value), Params),
  by: "any",
  compile: (params, context) => compileHangup(params as Params, context),
});

interface Answer {
  readonly state: Truth;
  readonly missing?: string;
}

const yes: Answer = { state: "yes" };
const no: Answer = { state: "no" };

function compileHangup(params: Params, context: OperatorContext): Detector {
  return (call, scope) => {
    const by = byWhom(call, params);
    if (by.state === "no" || !reachesEnd(call, scope)) return absent;
    const last = utterances(call)?.reduce<Utterance | undefined>(
      (a, b) => (a !== undefined && a.endMs > b.endMs ? a : b),
      undefined,
    );
    const answers = [by, gap(call, last, params), lastVoice(call, last, params, context.reliability.speaker)];
    if (answers.some(({ state }) => state === "no")) return absent;
    const missing = answers.flatMap((answer) => answer.missing ?? []);
    const hit = hitOf(call, last, params);
    if (answers.every(({ state }) => state === "yes")) return detection([hit]);
    return missing.length > 0 ? detection([], [], missing) : unsure(hit);
  };
}

function unsure(hit: Hit): Detection {
  return detection([], [hit]);
}

function byWhom(call: PreparedCall, { by }: Params): Answer {
  if (by === undefined) return yes;
  const known = call.call.hangup?.by ?? "unknown";
  if (known === "unknown") return { state: "unknown", missing: "hangup.by" };
  return by.some((one) => one === known) ? yes : no;
}

/** The moment of the hang-up; the recording ends with it. */
function endMs(call: PreparedCall): number | undefined {
  return call.call.hangup?.atMs ?? call.call.sound?.durationMs;
}

function gap(call: PreparedCall, last: Utterance | undefined, { afterSilenceMs, withinMs }: Params): Answer {
  if (afterSilenceMs === undefined && withinMs === undefined) return yes;
  const end = endMs(call);
  if (end === undefined) return { state: "unknown", missing: "hangup.atMs" };
  if (last === undefined) return { state: "unknown", missing: missedForTimes(call) };
  const silenceMs = Math.max(0, end - last.endMs);
  const isLong = afterSilenceMs === undefined || silenceMs > afterSilenceMs;
  return isLong && (withinMs === undefined || silenceMs < withinMs) ? yes : no;
}

function lastVoice(
  call: PreparedCall,
  last: Utterance | undefined,
  { lastWords }: Params,
  minConfidence: number,
): Answer {
  if (lastWords === undefined) return yes;
  const turn = call.turns.at(-1);
  const voice =
    last ??
    (turn === undefined ? undefined : { speaker: turn.speaker, speakerConfidence: turn.speakerConfidence ?? 1 });
  if (voice === undefined) return { state: "unknown", missing: "turns" };
  const trust = lesser("sure", voicedBy(voice, lastWords, minConfidence));
  return trust === "sure" ? yes : trust === "no" ? no : { state: "unknown" };
}

/** Hanging up is the end of the call: a scope that stops before it does not hold it. */
function reachesEnd(call: PreparedCall, scope: Scope): boolean {
  if (isWhole(scope, call)) return true;
  const toTheEnd = scope.lastTurn >= call.turns.length - 1 && scope.lastChar >= (call.turns.at(-1)?.text.length ?? 0);
  const end = endMs(call);
  return toTheEnd && (end === undefined || holdsTime(call, scope, end, end));
}

function hitOf(call: PreparedCall, last: Utterance | undefined, params: Params): Hit {
  const turn = call.turns.at(-1);
  const end = endMs(call);
  const times = end === undefined ? {} : { startMs: Math.min(last?.endMs ?? end, end), endMs: end };
  const place = turn === undefined ? {} : { turn: turn.index, from: turn.text.length, to: turn.text.length };
  const limit = params.afterSilenceMs ?? params.withinMs;
  if (limit === undefined || end === undefined || last === undefined) {
    const value = call.call.hangup?.by ?? "unknown";
    return {
      ...place,
      ...times,
      measure: "hangupBy",
      value,
      threshold: params.by?.join(", ") ?? params.lastWords ?? "",
    };
  }
  return { ...place, ...times, measure: "hangupGapMs", value: Math.max(0, end - last.endMs), threshold: limit };
}
