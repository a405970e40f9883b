// Entity 信息实体: a phone number, plate, date, amount, length of time, name … is said.
import { z } from "zod";
import { type EntityKind, entitiesIn, entityKinds, turnsThatMayName } from "../../call/entities.ts";
import type { PreparedCall } from "../../call/prepared-call.ts";
import { wordConfidence } from "../../call/word-confidence.ts";
import { atLeastTimes, type Hit, missingFields } from "../../detection.ts";
import { defineOperator, detectorWith } from "../../operator.ts";
import { oncePerCall } from "../../presence.ts";
import { holds, spokenBy, turnsIn } from "../../scope.ts";

const Params = z.strictObject({
  kinds: z.array(z.enum(entityKinds)).min(1).describe("one of these kinds"),
  minDigits: z.int().positive().default(1).describe("for numbers: so many digits at least"),
  times: z.int().positive().default(1).describe("so many of them at least"),
});

const Shorthand = z.preprocess((value) => {
  if (typeof value === "string") return { kinds: [value] };
  return Array.isArray(value) ? { kinds: value } : value;
}, Params);

export const entity = defineOperator({
  id: "entity",
  title: { zh: "信息实体", en: "Entity" },
  summary: {
    zh: "说出了电话、车牌、日期、金额、时长、称呼等信息。",
    en: "A phone number, plate, date, amount, length of time, form of address … is said.",
  },
  params: Shorthand,
  compile: (params, context) => {
    const { kinds, minDigits, times } = params as z.output<typeof Params>;
    const mayName = oncePerCall((call) => turnsThatMayName(call, kinds));
    const unnamed = (call: PreparedCall) => call.call.turns !== undefined && mayName(call).size === 0;
    return detectorWith(unnamed, (call, scope) => {
      if (call.call.turns === undefined) return missingFields("turns");
      const named = mayName(call);
      const hits: Hit[] = [];
      const maybe: Hit[] = [];
      for (const turn of turnsIn(call, scope)) {
        if (!named.has(turn.index)) continue;
        const trust = spokenBy(turn, scope.by, context.reliability.speaker);
        if (trust === "no") continue;
        for (const found of kinds.flatMap((kind: EntityKind) => entitiesIn(turn, kind))) {
          if (!holds(scope, turn, found.from, found.to) || !longEnough(found.value, minDigits)) continue;
          const sure =
            trust === "sure" && wordConfidence(turn.source, found.from, found.to) >= context.reliability.words;
          const hit = { turn: turn.index, from: found.from, to: found.to, kind: found.kind };
          (sure ? hits : maybe).push(hit);
        }
      }
      return atLeastTimes(times, hits, maybe);
    });
  },
});

function longEnough(value: string, minDigits: number): boolean {
  const digits = value.replace(/\D/gu, "").length;
  return digits === 0 || digits >= minDigits;
}
