// Speaker 角色: who speaks in a place of the call, who does not, and how many different speakers there are.
import { Speaker } from "@tingheng/domain";
import { z } from "zod";
import { Bounds, thresholdOf, truthOfRange } from "../../bounds.ts";
import type { PreparedTurn } from "../../call/prepared-call.ts";
import { absent, both, type Detection, detection, type Hit, missingFields } from "../../detection.ts";
import { type Detector, defineOperator, type OperatorContext } from "../../operator.ts";
import { spokenBy, type Trust, turnsIn } from "../../scope.ts";

const sides = z.preprocess(
  (value) => (typeof value === "string" ? [value] : value),
  z
    .array(Speaker.exclude(["unknown"]))
    .min(1)
    .optional(),
);

const Params = z
  .strictObject({
    is: sides.describe("every turn is spoken by one of these (and there is a turn)"),
    silent: sides.describe("none of these has a turn"),
    distinct: Bounds.optional().describe("how many different people speak; voice menus are none"),
  })
  .refine((value) => Object.values(value).some((one) => one !== undefined), {
    error: "one at least of is, silent, distinct",
  });
type Params = z.output<typeof Params>;

export const speaker = defineOperator({
  id: "speaker",
  title: { zh: "角色", en: "Speaker" },
  summary: {
    zh: "某个位置由谁说话,谁始终没有说话,一共有几个人说话。",
    en: "Who speaks in a place of the call, who never does, and how many different people speak.",
  },
  params: z.preprocess((value) => (typeof value === "string" ? { is: value } : value), Params),
  by: "any",
  compile: (params, context) => compileSpeaker(params as Params, context),
});

function compileSpeaker({ is, silent, distinct }: Params, context: OperatorContext): Detector {
  const { speaker: minConfidence } = context.reliability;
  return (call, scope) => {
    if (call.call.turns === undefined) return missingFields("turns");
    const turns = turnsIn(call, scope);
    const parts: Detection[] = [];
    if (is !== undefined) parts.push(allSpokenBy(turns, is, minConfidence));
    if (silent !== undefined) parts.push(noneSpokenBy(turns, silent, minConfidence));
    if (distinct !== undefined) parts.push(differentSpeakers(turns, distinct, minConfidence));
    return both(parts);
  };
}

/** The best that can be said of a turn being spoken by one of several sides. */
function spokenByOne(turn: PreparedTurn, sides: readonly Speaker[], minConfidence: number): Trust {
  const answers = sides.map((side) => spokenBy(turn, side, minConfidence));
  return answers.includes("sure") ? "sure" : answers.includes("shaky") ? "shaky" : "no";
}

function allSpokenBy(turns: readonly PreparedTurn[], sides: readonly Speaker[], minConfidence: number): Detection {
  const answers = turns.map((turn) => spokenByOne(turn, sides, minConfidence));
  const first = turns[0];
  if (first === undefined || answers.includes("no")) return absent;
  const hit: Hit = { ...placeOf(first), measure: "speaker", value: first.speaker, threshold: sides.join(", ") };
  return answers.includes("shaky") ? detection([], [hit], ["turns.speaker"]) : detection([hit]);
}

function noneSpokenBy(turns: readonly PreparedTurn[], sides: readonly Speaker[], minConfidence: number): Detection {
  const answers = turns.map((turn) => spokenByOne(turn, sides, minConfidence));
  if (answers.includes("sure")) return absent;
  const shaky = turns.filter((_, index) => answers[index] === "shaky");
  if (shaky.length > 0) return detection([], shaky.map(placeOf), ["turns.speaker"]);
  return detection([{ measure: "turnCount", value: 0, threshold: sides.join(", ") }]);
}

/** Unsure voices may be as many people as there are labels for them, or somebody who is known already. */
function differentSpeakers(turns: readonly PreparedTurn[], bounds: Bounds, minConfidence: number): Detection {
  const people = turns.filter(({ speaker }) => speaker !== "ivr");
  const isSure = (turn: PreparedTurn) => turn.speaker !== "unknown" && (turn.speakerConfidence ?? 1) >= minConfidence;
  const sure = new Set(people.filter(isSure).map(({ speaker, source }) => `${speaker}/${source.speakerLabel ?? ""}`));
  const unsure = people.filter((turn) => !isSure(turn));
  const labels = new Set(unsure.map(({ source, index }) => source.speakerLabel ?? `${index}`));
  const labelled = unsure.length > 0 && unsure.every(({ source }) => source.speakerLabel !== undefined);
  const low = Math.max(sure.size, labelled ? labels.size : Math.min(1, unsure.length));
  const state = truthOfRange(bounds, low, sure.size === 0 && labelled ? low : sure.size + labels.size);
  if (state === "no") return absent;
  const hit: Hit = { measure: "speakers", value: low, threshold: thresholdOf(bounds) };
  return state === "yes" ? detection([hit]) : detection([], [hit], ["turns.speaker"]);
}

function placeOf({ index, text, startMs, endMs }: PreparedTurn): Hit {
  return {
    turn: index,
    from: 0,
    to: text.length,
    ...(startMs === undefined ? {} : { startMs }),
    ...(endMs === undefined ? {} : { endMs }),
  };
}
