// Satisfaction 满意度回答: the customer's answer on a five-point scale, in marks from 1 to 10, or by yes and no.
import { z } from "zod";
import { type ClassedHit, longestPhrases } from "../../call/longest-phrases.ts";
import type { PreparedCall, PreparedTurn } from "../../call/prepared-call.ts";
import { askedBefore, asks } from "../../call/questions.ts";
import { scoresIn } from "../../call/scores.ts";
import { wordConfidence } from "../../call/word-confidence.ts";
import { type Detection, detection, type Hit, missingFields } from "../../detection.ts";
import { defineOperator, type OperatorContext, type RegisteredPhrases } from "../../operator.ts";
import { holds, type Scope, spokenBy, turnsIn } from "../../scope.ts";

const phrases = z.array(z.string().min(1));
const levelNames = ["1", "2", "3", "4", "5"] as const;

const Params = z
  .strictObject({
    scale: z.enum(["five", "ten", "yesNo"]).default("five").describe("five levels, marks from 1 to 10, or yes and no"),
    levels: z
      .partialRecord(z.enum(levelNames), phrases)
      .default({})
      .describe("how each level from 1 (worst) to 5 (best) is said (or @list)"),
    yes: phrases.default([]).describe("how yes is said"),
    no: phrases.default([]).describe("how no is said"),
    except: phrases.default([]).describe("phrases that hold such words and answer nothing"),
    asked: z
      .union([z.literal(false), phrases.min(1)])
      .optional()
      .describe("how it is asked; false: need not be asked; unless given, any question of the agent"),
    atMost: z.number().optional().describe("only answers up to this value"),
    atLeast: z.number().optional().describe("only answers from this value on"),
    between: z.tuple([z.number(), z.number()]).optional().describe("only answers from … to …"),
    is: z.boolean().optional().describe("on the scale of yes and no: only this answer"),
  })
  .refine((value) => value.scale !== "yesNo" || value.yes.length + value.no.length > 0, {
    error: "phrases under yes and no for this scale",
  });
type Params = z.output<typeof Params>;

export const satisfaction = defineOperator({
  id: "satisfaction",
  title: { zh: "满意度回答", en: "Satisfaction answer" },
  summary: {
    zh: "客户对满意度问题的回答:五级、1–10 分或是/否,委婉的说法也算。",
    en: "The customer's answer to a survey question: five levels, marks from 1 to 10, or yes and no, indirect ones too.",
  },
  params: Params,
  by: "customer",
  compile: (params, context) => {
    if ((params.between?.[0] ?? 0) > (params.between?.[1] ?? 10))
      context.problem("between from low to high", String(params.between));
    const worded = longestPhrases<Value | undefined>(classesOf(params, context));
    const asked = Array.isArray(params.asked) ? context.phrases(params.asked, { tolerance: "sound" }) : params.asked;
    return (call, scope) => {
      if (call.call.turns === undefined) return missingFields("turns");
      return look(call, scope, params, worded(call), asked, context);
    };
  },
});

type Value = number | boolean;

function classesOf(params: Params, context: OperatorContext) {
  const register = (value: Value | undefined, texts: readonly string[]) =>
    texts.length === 0 ? [] : [{ class: value, phrases: context.phrases(texts) }];
  const yesNo = [...register(true, params.yes), ...register(false, params.no)];
  const levels = levelNames.flatMap((level) => register(Number(level), params.levels[level] ?? []));
  return [...(params.scale === "yesNo" ? yesNo : levels), ...register(undefined, params.except)];
}

function look(
  call: PreparedCall,
  scope: Scope,
  params: Params,
  worded: readonly ClassedHit<Value | undefined>[],
  asked: RegisteredPhrases | false | undefined,
  context: OperatorContext,
): Detection {
  const hits: Hit[] = [];
  const maybe: Hit[] = [];
  for (const turn of turnsIn(call, scope)) {
    const trust = spokenBy(turn, scope.by, context.reliability.speaker);
    if (trust === "no") continue;
    const found = answersIn(turn, params, worded);
    if (found.length === 0) continue;
    const question = questionFor(call, turn, asked, context);
    if (question === "none") continue;
    for (const { from, to, value } of found) {
      if (!holds(scope, turn, from, to) || !wanted(value, params)) continue;
      const heard = wordConfidence(turn.source, from, to) >= context.reliability.words;
      const hit: Hit = { turn: turn.index, from, to, measure: measures[params.scale], value };
      (trust === "sure" && heard && question === "sure" ? hits : maybe).push(hit);
    }
  }
  return detection(hits, maybe);
}

const measures = { five: "satisfactionLevel", ten: "satisfactionScore", yesNo: "answer" } as const;

interface Found {
  readonly from: number;
  readonly to: number;
  readonly value: Value;
}

/** Words and marks of one turn, in order; a mark inside a phrase (十分满意) is part of the phrase. */
function answersIn(
  turn: PreparedTurn,
  params: Params,
  worded: readonly ClassedHit<Value | undefined>[],
): readonly Found[] {
  const here = worded.filter((hit) => hit.turn === turn.index);
  const words = here.flatMap(({ from, to, class: value }) => (value === undefined ? [] : [{ from, to, value }]));
  if (params.scale === "yesNo") return words;
  const top = params.scale === "ten" ? 10 : 5;
  const scores = scoresIn(turn, top, params.scale === "ten").filter(
    ({ from, to }) => !here.some((hit) => hit.from < to && from < hit.to),
  );
  if (params.scale === "ten") return scores.slice(-1);
  return [...words, ...scores].sort((a, b) => a.from - b.from);
}

function questionFor(
  call: PreparedCall,
  turn: PreparedTurn,
  asked: RegisteredPhrases | false | undefined,
  context: OperatorContext,
): "sure" | "shaky" | "none" {
  if (asked === false) return "sure";
  const before = askedBefore(call, turn, context.reliability.speaker);
  if (before === undefined) return "none";
  const isAsked =
    asked === undefined ? asks(before.turn) : asked.hits(call).some((hit) => hit.turn === before.turn.index);
  if (!isAsked) return "none";
  return before.shaky ? "shaky" : "sure";
}

function wanted(value: Value, { atMost, atLeast, between, is }: Params): boolean {
  if (typeof value === "boolean") return is === undefined || is === value;
  if (atMost !== undefined && value > atMost) return false;
  if (atLeast !== undefined && value < atLeast) return false;
  return between === undefined || (value >= between[0] && value <= between[1]);
}
