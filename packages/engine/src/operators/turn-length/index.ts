// Turn length 单句长度: how long one speaks without the other having a turn, in characters or milliseconds.
import { z } from "zod";
import { boundFields, hasBound, isWithin, thresholdOf } from "../../bounds.ts";
import { lesser } from "../../call/moment.ts";
import type { PreparedCall, PreparedTurn } from "../../call/prepared-call.ts";
import { charactersIn } from "../../call/speech-length.ts";
import { type Hit, missingFields } from "../../detection.ts";
import { type Detector, defineOperator, type OperatorContext } from "../../operator.ts";
import { holds, spokenBy } from "../../scope.ts";
import { atLeastTimes } from "../../times.ts";

const Params = z
  .strictObject({
    ...boundFields,
    unit: z.enum(["characters", "ms"]).default("characters").describe("in characters, or in milliseconds"),
    joined: z.boolean().default(true).describe("turns of one speaker that follow each other are one"),
    throughChars: z
      .int()
      .nonnegative()
      .default(0)
      .describe("another speaker's turn of at most so many characters does not end a joined turn"),
    times: z.int().positive().default(1).describe("so many at least"),
  })
  .refine(hasBound, { error: "one at least of above, atLeast, below, atMost, between" });
type Params = z.output<typeof Params>;

export const turnLength = defineOperator({
  id: "turn-length",
  title: { zh: "单句长度", en: "Turn length" },
  summary: {
    zh: "一方一口气说了多少字或多少毫秒(独白)。",
    en: "How much one side says at a stretch, in characters or milliseconds (a monologue).",
  },
  params: Params,
  compile: compileTurnLength,
});

function compileTurnLength(params: Params, context: OperatorContext): Detector {
  const key = {};
  return (call, scope) => {
    if (call.call.turns === undefined) return missingFields("turns");
    if (params.unit === "ms" && call.turns.length > 0 && !call.timed) return missingFields("turns.startMs");
    const runs = call.remember(key, () => runsOf(call, params));
    const hits: Hit[] = [];
    const maybe: Hit[] = [];
    for (const run of runs) {
      const held = run.filter((turn) => holds(scope, turn, 0, turn.text.length));
      if (held.length === 0) continue;
      const value = params.unit === "ms" ? lengthMs(held) : held.reduce((sum, { text }) => sum + charactersIn(text), 0);
      if (!isWithin(params, value)) continue;
      const trust = held.map((turn) => spokenBy(turn, scope.by, context.reliability.speaker)).reduce(lesser);
      if (trust !== "no") (trust === "sure" ? hits : maybe).push(hitOf(held, value, params));
    }
    return atLeastTimes(params.times, hits, maybe);
  };
}

/** Turns of one speaker that count as one. */
function runsOf(call: PreparedCall, params: Params): readonly (readonly PreparedTurn[])[] {
  if (!params.joined) return call.turns.map((turn) => [turn]);
  const runs: PreparedTurn[][] = [];
  let open: PreparedTurn[] | undefined;
  for (const turn of call.turns) {
    const speaker = open?.[0]?.speaker;
    if (open !== undefined && turn.speaker === speaker && speaker !== "unknown") open.push(turn);
    else if (open !== undefined && charactersIn(turn.text) <= params.throughChars) runs.push([turn]);
    else {
      open = [turn];
      runs.push(open);
    }
  }
  return runs;
}

function lengthMs(run: readonly PreparedTurn[]): number {
  return run.reduce((sum, { startMs = 0, endMs = 0 }) => sum + endMs - startMs, 0);
}

function hitOf(run: readonly PreparedTurn[], value: number, params: Params): Hit {
  const [first] = run;
  const starts = run.flatMap(({ startMs }) => startMs ?? []);
  const ends = run.flatMap(({ endMs }) => endMs ?? []);
  const timed = starts.length > 0 && ends.length > 0;
  return {
    ...(first === undefined ? {} : { turn: first.index, from: 0, to: first.text.length }),
    ...(timed ? { startMs: Math.min(...starts), endMs: Math.max(...ends) } : {}),
    measure: params.unit === "ms" ? "turnMs" : "turnCharacters",
    value,
    threshold: thresholdOf(params),
  };
}
