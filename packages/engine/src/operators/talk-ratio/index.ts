// Talk ratio 说话占比: one side's share of all talk, or of the length of the call.
import { Speaker } from "@tingheng/domain";
import { z } from "zod";
import { boundFields, hasBound, thresholdOf, truthOfRange } from "../../bounds.ts";
import type { PreparedCall } from "../../call/prepared-call.ts";
import { charactersIn } from "../../call/speech-length.ts";
import { missedForTimes, utterances, voicedBy } from "../../call/utterances.ts";
import { absent, detection, type Hit, missingFields } from "../../detection.ts";
import { type Detector, defineOperator, type OperatorContext } from "../../operator.ts";
import { holdsTime, isWhole, type Scope, spokenBy, turnsIn } from "../../scope.ts";

const Params = z
  .strictObject({
    ...boundFields,
    unit: z
      .enum(["time", "characters"])
      .default("time")
      .describe("measured in time, or in characters of the transcript"),
    of: z
      .enum(["talk", "call"])
      .default("talk")
      .describe("share of all talk, or of the length of the call (time only)"),
  })
  .refine(hasBound, { error: "one at least of above, atLeast, below, atMost, between" })
  .refine(({ unit, of }) => unit === "time" || of === "talk", { error: "of: call only with unit: time" });
type Params = z.output<typeof Params>;

export const talkRatio = defineOperator({
  id: "talk-ratio",
  title: { zh: "说话占比", en: "Talk ratio" },
  summary: {
    zh: "一方说话占全部说话(或整通时长)的比例。",
    en: "One side's share of all talk, or of the call's length.",
  },
  params: Params,
  compile: compileTalkRatio,
});

/** How much is surely theirs, how much may be, and how much there is in all. */
interface Shares {
  readonly sure: number;
  readonly shaky: number;
  readonly all: number;
}

function compileTalkRatio(params: Params, context: OperatorContext): Detector {
  return (call, scope) => {
    const shares = params.unit === "time" ? timeShares(call, scope, context) : characterShares(call, scope, context);
    if (shares === undefined) return missingFields(params.unit === "time" ? missedForTimes(call) : "turns");
    const all = params.of === "call" ? call.endMs : shares.all;
    if (all === undefined) return missingFields("sound.durationMs");
    if (all === 0) return absent;
    const low = Math.min(1, shares.sure / all);
    const high = Math.min(1, (shares.sure + shares.shaky) / all);
    const state = truthOfRange(params, low, high);
    if (state === "no") return absent;
    const hit: Hit = { measure: "talkRatio", value: Math.round(low * 1000) / 1000, threshold: thresholdOf(params) };
    return state === "yes" ? detection([hit]) : detection([], [hit], ["turns.speaker"]);
  };
}

function timeShares(call: PreparedCall, scope: Scope, { reliability }: OperatorContext): Shares | undefined {
  const measured = isWhole(scope, call) ? measuredShares(call, scope, reliability.speaker) : undefined;
  if (measured !== undefined) return measured;
  const voices = utterances(call);
  if (voices === undefined) return undefined;
  const held = isWhole(scope, call)
    ? voices
    : voices.filter(({ startMs, endMs }) => holdsTime(call, scope, startMs, endMs));
  return shared(
    held.map((one) => ({ amount: one.endMs - one.startMs, trust: voicedBy(one, scope.by, reliability.speaker) })),
  );
}

function measuredShares(call: PreparedCall, { by }: Scope, minConfidence: number): Shares | undefined {
  const { bySpeaker, speakerConfidence = 1 } = call.call.sound ?? {};
  const talk = Speaker.options.flatMap((speaker) => {
    const talkMs = bySpeaker?.[speaker]?.talkMs;
    return talkMs === undefined ? [] : [{ speaker, talkMs }];
  });
  // One side's time alone says nothing of its share.
  if (talk.length < 2) return undefined;
  return shared(
    talk.map(({ speaker, talkMs }) => ({
      amount: talkMs,
      trust: voicedBy({ speaker, speakerConfidence }, by, minConfidence),
    })),
  );
}

function characterShares(call: PreparedCall, scope: Scope, { reliability }: OperatorContext): Shares | undefined {
  if (call.call.turns === undefined) return undefined;
  return shared(
    turnsIn(call, scope).map((turn) => ({
      amount: charactersIn(turn.text),
      trust: spokenBy(turn, scope.by, reliability.speaker),
    })),
  );
}

function shared(parts: readonly { readonly amount: number; readonly trust: "sure" | "shaky" | "no" }[]): Shares {
  const sum = (trust?: string) =>
    parts.reduce((total, part) => total + (trust === undefined || part.trust === trust ? part.amount : 0), 0);
  return { sure: sum("sure"), shaky: sum("shaky"), all: sum() };
}
