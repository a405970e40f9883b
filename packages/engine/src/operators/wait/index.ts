// Wait 等待: the customer waits, however it shows — on hold, a muted microphone, music on the line, or an announced pause.
import { z } from "zod";
import { heldAt, timeHit } from "../../call/moment.ts";
import type { PreparedCall } from "../../call/prepared-call.ts";
import { joined } from "../../call/spans.ts";
import { missingFields } from "../../detection.ts";
import { type Detector, defineOperator, type OperatorContext } from "../../operator.ts";
import { holds, type Scope } from "../../scope.ts";
import { judgeStretches, oneWay, type Stretch, stretchFields } from "../../stretches.ts";
import { type Announcement, announcements, type Pause, pauseAfter } from "./announced-pause.ts";

const Params = z
  .strictObject({
    ...stretchFields,
    phrases: z
      .preprocess((value) => (typeof value === "string" ? [value] : value), z.array(z.string()).min(1).optional())
      .describe('words that announce a wait ("@name" is a list of the standard)'),
    minMs: z.int().nonnegative().default(2000).describe("a shorter pause is no wait"),
    listeningChars: z
      .int()
      .nonnegative()
      .default(6)
      .describe("what the waiting side says in so many characters does not end the wait"),
    continuedTurns: z
      .int()
      .nonnegative()
      .default(2)
      .describe("so many turns may follow the announcement at once before the pause"),
    mutes: z.boolean().default(true).describe("a muted microphone is a wait"),
    music: z.boolean().default(true).describe("music measured on the line is a wait"),
  })
  .refine(...oneWay);
type Params = z.output<typeof Params>;

export const wait = defineOperator({
  id: "wait",
  title: { zh: "等待", en: "Wait" },
  summary: {
    zh: "让客户等待,不论表现为保持、静音、音乐还是说了“稍等”之后的停顿:几次、每次多久。",
    en: "The customer is kept waiting, on hold, muted, with music or after an announcement: how often and how long.",
  },
  params: Params,
  compile: (params, context) => compileWait(params as Params, context),
});

function compileWait(params: Params, context: OperatorContext): Detector {
  const words = params.phrases === undefined ? undefined : context.phrases(params.phrases, { tolerance: "sound" });
  return (call, scope) => {
    const { turns, holds: holdSpans } = call.call;
    if (turns === undefined && words !== undefined) return withoutWords(call, scope, params);
    if (holdSpans === undefined && words === undefined) return missingFields("holds");
    const said = words === undefined ? [] : announcements(call, words, scope.by, context.reliability);
    const pauses = said.flatMap((one) => pauseAfter(call, one, params) ?? []);
    const timed = waitsIn(call, scope, params, pauses);
    const untimed = call.timed ? [] : withoutTimes(call, scope, params, said);
    return judgeStretches("wait", params, [...timed, ...untimed], []);
  };
}

/** No transcript: what the telephone system and the recording show, and perhaps more. */
function withoutWords(call: PreparedCall, scope: Scope, params: Params) {
  return judgeStretches("wait", params, waitsIn(call, scope, params, []), ["turns"]);
}

/** One wait that shows in several ways is one wait. */
function waitsIn(call: PreparedCall, scope: Scope, params: Params, announced: readonly Pause[]): Stretch[] {
  const { holds: holdSpans, mutes, sound, answeredAtMs = 0 } = call.call;
  const music = (sound?.silences ?? []).filter(
    ({ filledBy, startMs }) => filledBy === "music" && startMs >= answeredAtMs,
  );
  const measured = [...(holdSpans ?? []), ...(params.mutes ? (mutes ?? []) : []), ...(params.music ? music : [])];
  const sources: Pause[] = [...measured.map(({ startMs, endMs }) => ({ startMs, endMs, sure: true })), ...announced];
  return joined(sources).flatMap(({ startMs, endMs }): Stretch[] => {
    const held = heldAt(call, scope, startMs, endMs);
    if (held === "no" || endMs - startMs < params.minMs) return [];
    const sure = held === "sure" && sources.some((one) => one.sure && one.startMs < endMs && one.endMs > startMs);
    return [{ hit: timeHit(call, startMs, endMs), lengthMs: endMs - startMs, sure }];
  });
}

/** Without times an announcement alone tells of a wait; those in turns that follow each other at once are one. */
function withoutTimes(call: PreparedCall, scope: Scope, params: Params, said: readonly Announcement[]): Stretch[] {
  // Holds that can't be placed among words without times are most likely the same waits.
  const hidden = waitsIn(call, scope, params, []).length;
  const separate = said.filter(({ turn }) => !said.some((other) => other.turn === turn - 1));
  return separate.slice(hidden).flatMap(({ turn, from, to, sure }) => {
    const source = call.turns[turn];
    if (source === undefined || !holds(scope, source, from, to)) return [];
    return [{ hit: { turn, from, to }, lengthMs: undefined, sure }];
  });
}
