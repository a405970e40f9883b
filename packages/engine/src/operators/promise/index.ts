// Promise 承诺: the agent says that something will be done, and by when.
import { z } from "zod";
import { type Entity, entitiesIn } from "../../call/entities.ts";
import type { PreparedTurn } from "../../call/prepared-call.ts";
import { absent, detection, type Hit, missingFields } from "../../detection.ts";
import { defineOperator, detectorWith } from "../../operator.ts";
import { unsaid } from "../../presence.ts";
import { holds, spokenBy } from "../../scope.ts";

const Params = z.strictObject({
  of: z.array(z.string().min(1)).min(1).describe("what is promised: phrases such as 回复, 联系您 (or @list)"),
  named: z.boolean().optional().describe("true: only with a deadline; false: only without one"),
  withinMinutes: z.number().positive().optional().describe("only where the deadline is at most so far away"),
  laterThanMinutes: z.number().nonnegative().optional().describe("only where it is further away than this"),
});

export const promise = defineOperator({
  id: "promise",
  title: { zh: "承诺时限", en: "Promise" },
  summary: {
    zh: "坐席承诺回复、处理,并说出(或没有说出)时限。",
    en: "The agent promises something, with (or without) a deadline.",
  },
  params: Params,
  compile: (params, context) => {
    const promised = context.phrases(params.of);
    return detectorWith(unsaid([promised.slot]), (call, scope) => {
      if (call.call.turns === undefined) return missingFields("turns");
      const found = promised.hits(call);
      if (found.length === 0) return absent;
      const hits = new Map<number, Hit>();
      const maybe = new Map<number, Hit>();
      for (const one of found) {
        const turn = call.turns[one.turn];
        if (turn === undefined || !holds(scope, turn, one.from, one.to)) continue;
        const trust = spokenBy(turn, scope.by, context.reliability.speaker);
        const deadline = deadlineIn(turn);
        if (trust === "no" || !wanted(deadline, params)) continue;
        const hit = hitOf(turn, one, deadline, params);
        (trust === "sure" ? hits : maybe).set(turn.index, hit);
      }
      return detection([...hits.values()], [...maybe.values()]);
    });
  },
});

/** A length of time, else a day or an hour, named in the same turn. */
function deadlineIn(turn: PreparedTurn): Entity | undefined {
  return entitiesIn(turn, "duration")[0] ?? entitiesIn(turn, "clock")[0] ?? entitiesIn(turn, "date")[0];
}

function wanted(deadline: Entity | undefined, params: z.output<typeof Params>): boolean {
  if (params.named !== undefined && params.named !== (deadline !== undefined)) return false;
  const { minutes } = deadline ?? {};
  if (params.withinMinutes !== undefined && (minutes === undefined || minutes > params.withinMinutes)) return false;
  return !(params.laterThanMinutes !== undefined && (minutes === undefined || minutes <= params.laterThanMinutes));
}

function hitOf(
  turn: PreparedTurn,
  at: { readonly from: number; readonly to: number },
  deadline: Entity | undefined,
  params: z.output<typeof Params>,
): Hit {
  const span = {
    turn: turn.index,
    from: Math.min(at.from, deadline?.from ?? at.from),
    to: Math.max(at.to, deadline?.to ?? at.to),
  };
  if (deadline?.minutes === undefined)
    return deadline === undefined ? span : { ...span, measure: "deadline", value: deadline.value };
  const threshold = params.withinMinutes ?? params.laterThanMinutes;
  return {
    ...span,
    measure: "deadlineMinutes",
    value: deadline.minutes,
    ...(threshold === undefined ? {} : { threshold }),
  };
}
