// Consent 同意: whether a turn agrees outright, agrees vaguely, or refuses.
import { z } from "zod";
import { type ClassedHit, longestPhrases } from "../../call/longest-phrases.ts";
import type { PreparedCall, PreparedTurn } from "../../call/prepared-call.ts";
import { wordConfidence } from "../../call/word-confidence.ts";
import { detection, type Hit, missingFields } from "../../detection.ts";
import { defineOperator, detectorWith, type OperatorContext } from "../../operator.ts";
import { unsaid } from "../../presence.ts";
import { holds, spokenBy } from "../../scope.ts";

const phrases = z.array(z.string().min(1));
const classes = ["explicit", "vague", "refused", "undecided"] as const;
type Class = (typeof classes)[number];

const Params = z.strictObject({
  is: z
    .union([z.enum(classes).transform((one) => [one]), z.array(z.enum(classes)).min(1)])
    .describe("which kind of answer is looked for"),
  explicit: phrases.default([]).describe("words that agree outright (or @list)"),
  vague: phrases.default([]).describe("words that say little; a turn of nothing else is vague"),
  refused: phrases.default([]).describe("words that refuse"),
  undecided: phrases.default([]).describe("words that put it off: a turn with one of them does not agree"),
});

export const consent = defineOperator({
  id: "consent",
  title: { zh: "同意与否", en: "Consent" },
  summary: {
    zh: "客户明确同意、含糊应答、拒绝或未决定。",
    en: "The customer agrees outright, answers vaguely, refuses, or puts it off.",
  },
  params: Params,
  by: "customer",
  compile: (params, context) => {
    for (const name of params.is) if (params[name].length === 0) context.problem(`phrases under ${name}`, "none");
    const words = classes.flatMap((name) =>
      params[name].length === 0 ? [] : [{ class: name, phrases: context.phrases(params[name]) }],
    );
    const found = longestPhrases<Class>(words);
    const telling = words.filter((one) => params.is.includes(one.class)).map(({ phrases: { slot } }) => slot);
    return detectorWith(unsaid(telling), (call, scope) => {
      if (call.call.turns === undefined) return missingFields("turns");
      const hits: Hit[] = [];
      const maybe: Hit[] = [];
      for (const [turn, own] of byTurn(call, found(call))) {
        const said = classOf(turn, own);
        if (said === undefined || !params.is.includes(said.class) || !holds(scope, turn, said.from, said.to)) continue;
        const trust = spokenBy(turn, scope.by, context.reliability.speaker);
        if (trust === "no") continue;
        const { class: value, from, to } = said;
        const hit: Hit = { turn: turn.index, from, to, measure: "consent", value };
        (trust === "sure" && heard(turn, from, to, context) ? hits : maybe).push(hit);
      }
      return detection(hits, maybe);
    });
  },
});

function heard(turn: PreparedTurn, from: number, to: number, context: OperatorContext): boolean {
  return wordConfidence(turn.source, from, to) >= context.reliability.words;
}

function byTurn(
  call: PreparedCall,
  found: readonly ClassedHit<Class>[],
): readonly (readonly [PreparedTurn, readonly ClassedHit<Class>[]])[] {
  const turns = new Map<number, ClassedHit<Class>[]>();
  for (const hit of found) {
    const own = turns.get(hit.turn);
    if (own === undefined) turns.set(hit.turn, [hit]);
    else own.push(hit);
  }
  return [...turns].flatMap(([index, own]) => {
    const turn = call.turns[index];
    return turn === undefined ? [] : [[turn, own] as const];
  });
}

/** A refusal outweighs all, putting off outweighs agreeing; vague is a turn that says nothing else. */
function classOf(turn: PreparedTurn, own: readonly ClassedHit<Class>[]): ClassedHit<Class> | undefined {
  for (const name of ["refused", "undecided", "explicit"] as const) {
    const hit = own.find((one) => one.class === name);
    if (hit !== undefined) return hit;
  }
  const covered = (at: number) => own.some(({ from, to }) => from <= at && at < to);
  const { starts, length } = turn.normal;
  for (let unit = 0; unit < length; unit++) if (!covered(starts[unit] ?? 0)) return undefined;
  const first = own[0];
  const last = own.at(-1);
  return first === undefined || last === undefined ? undefined : { ...first, to: last.to };
}
