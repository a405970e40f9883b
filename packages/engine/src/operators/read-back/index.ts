// Read-back 复述核对: a number said by one side is repeated by the other.
import { z } from "zod";
import { type Entity, entitiesIn, entityKinds, turnsThatMayName } from "../../call/entities.ts";
import type { PreparedCall, PreparedTurn } from "../../call/prepared-call.ts";
import { detection, type Hit, missingFields } from "../../detection.ts";
import { located } from "../../located.ts";
import { defineOperator, detectorWith } from "../../operator.ts";
import { oncePerCall } from "../../presence.ts";
import { type By, spokenBy } from "../../scope.ts";

const Params = z.strictObject({
  kinds: z
    .array(z.enum(entityKinds))
    .min(1)
    .default(["phone", "number", "plate"])
    .describe("what ought to be repeated"),
  saidBy: z.enum(["agent", "customer", "any"]).default("customer").describe("who says it first"),
  repeated: z.boolean().default(true).describe("true: finds what was repeated; false: finds what was not"),
  turns: z.int().positive().default(6).describe("so many turns of the repeating side are looked at"),
  minDigits: z.int().positive().default(5).describe("shorter numbers need no repeating"),
});
type Params = z.output<typeof Params>;

export const readBack = defineOperator({
  id: "read-back",
  title: { zh: "复述核对", en: "Read-back" },
  summary: {
    zh: "一方说出的号码,另一方复述核对(或没有复述)。",
    en: "A number said by one side is (or is not) repeated by the other.",
  },
  params: z.preprocess((value) => value ?? {}, Params),
  compile: (params, context) => {
    const wanted = params as Params;
    const mayName = oncePerCall((call) => turnsThatMayName(call, wanted.kinds));
    const find = (call: PreparedCall, by: By) => {
      if (call.call.turns === undefined) return missingFields("turns");
      const hits: Hit[] = [];
      const maybe: Hit[] = [];
      for (const turn of call.turns) {
        if (!mayName(call).has(turn.index)) continue;
        const trust = spokenBy(turn, wanted.saidBy, context.reliability.speaker);
        if (trust === "no") continue;
        for (const said of numbersIn(turn, wanted)) {
          if (isRepeated(call, turn, said, by, wanted) !== wanted.repeated) continue;
          (trust === "sure" ? hits : maybe).push({ turn: turn.index, from: said.from, to: said.to });
        }
      }
      return detection(hits, maybe);
    };
    const unnamed = (call: PreparedCall) => call.call.turns !== undefined && mayName(call).size === 0;
    return detectorWith(unnamed, located(find));
  },
});

/** Overlapping kinds (a phone is a number too) are one. */
function numbersIn(turn: PreparedTurn, { kinds, minDigits }: Params): readonly Entity[] {
  const found = kinds
    .flatMap((kind) => entitiesIn(turn, kind))
    .filter((one) => one.value.replace(/\D/gu, "").length >= minDigits);
  return found.filter((one, index) => found.findIndex((other) => other.from < one.to && one.from < other.to) === index);
}

/** Repeated in one go, or in pieces of three digits and more that make it up in order. */
function isRepeated(call: PreparedCall, turn: PreparedTurn, said: Entity, by: By, { turns }: Params): boolean {
  const later = call.turns
    .filter(
      ({ index, speaker }) =>
        index > turn.index && (by === "any" ? speaker !== turn.speaker : speaker === by || speaker === "unknown"),
    )
    .slice(0, turns);
  const wanted = said.value.replace(/\D/gu, "");
  if (later.some(({ normal }) => normal.text.includes(said.value) || digitsOf(normal.text).join("").includes(wanted)))
    return true;
  let rest = wanted;
  for (const piece of later.flatMap(({ normal }) => digitsOf(normal.text))) {
    if (piece.length >= 3 && rest.startsWith(piece)) rest = rest.slice(piece.length);
  }
  return rest === "";
}

function digitsOf(text: string): string[] {
  return text.match(/\d+/gu) ?? [];
}
