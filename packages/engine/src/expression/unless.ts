// What excuses a hit: another condition in its own turn, or so many turns before and after it.
import { z } from "zod";
import type { PreparedCall } from "../call/prepared-call.ts";
import { type Detection, detection, type Hit, type Truth } from "../detection.ts";
import { type Scope, stretch, wholeCall } from "../scope.ts";
import type { Compile, ExpressionContext } from "./expression-context.ts";
import { parsed } from "./places.ts";
import { around, type Reach } from "./windows.ts";

const Unless = z.strictObject({
  hit: z.unknown(),
  before: z.int().nonnegative().default(0).describe("so many turns before the hit's own turn are looked at too"),
  after: z.int().nonnegative().default(0).describe("so many turns after it"),
});

/** Drops hits that are excused; where the excuse is unsure, so is the hit. */
export function compileExcuse(
  value: unknown,
  path: readonly PropertyKey[],
  context: ExpressionContext,
  compile: Compile,
): (found: Detection, call: PreparedCall, scope: Scope) => Detection {
  const params = parsed(Unless, value, path, context);
  if (params === undefined) return (found) => found;
  const excuse = compile(params.hit, [...path, "hit"], context);
  const back: Reach = { turns: params.before, of: "any" };
  const ahead: Reach = { turns: params.after, of: "any" };
  const aroundTurn = (call: PreparedCall, turn: number): Truth => {
    const firstTurn = Math.max(0, turn - params.before);
    const lastTurn = Math.min(call.turns.length - 1, turn + params.after);
    return excuse.detect(call, stretch(excuse.by, firstTurn, 0, lastTurn, Number.POSITIVE_INFINITY)).state;
  };
  const state = (call: PreparedCall, hit: Hit): Truth => {
    if (hit.turn !== undefined) return aroundTurn(call, hit.turn);
    const own = { startMs: hit.startMs, endMs: hit.endMs, from: 0, to: 0 } as Hit;
    const window = around(call, own, back, ahead, wholeCall(call, excuse.by));
    if ("missing" in window) return "unknown";
    const { by, firstTurn, lastTurn, fromMs, toMs } = window.scope;
    const wide = stretch(by, firstTurn, 0, lastTurn, Number.POSITIVE_INFINITY, fromMs, toMs);
    return excuse.detect(call, wide).state;
  };
  return (found, call) => {
    if (found.state === "no" || found.hits.length + found.maybe.length === 0) return found;
    if (excuse.detect.nowhere?.(call) === true && found.hits.every(hasTurn) && found.maybe.every(hasTurn)) return found;
    const hits: Hit[] = [];
    const maybe: Hit[] = [];
    for (const hit of found.hits) {
      const excused = state(call, hit);
      if (excused !== "yes") (excused === "no" ? hits : maybe).push(hit);
    }
    for (const hit of found.maybe) if (state(call, hit) !== "yes") maybe.push(hit);
    return detection(hits, maybe, found.missing);
  };
}

/** Only for a place that is known by its time alone can the turns around it be unknown. */
function hasTurn({ turn }: Hit): boolean {
  return turn !== undefined;
}
