// What excuses a hit: another condition in its own turn, or so many turns before and after it.
import { z } from "zod";
import type { PreparedCall } from "../call/prepared-call.ts";
import { type Detection, detection, type Hit } from "../detection.ts";
import { type Scope, wholeCall } from "../scope.ts";
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
  const state = (call: PreparedCall, hit: Hit) => {
    const back: Reach = { turns: params.before, of: "any" };
    const ahead: Reach = { turns: params.after, of: "any" };
    const own = { ...hit, from: 0, to: 0 };
    const window = around(call, own, back, ahead, wholeCall(call, excuse.by));
    if ("missing" in window) return "unknown";
    const wide = { ...window.scope, firstChar: 0, lastChar: Number.POSITIVE_INFINITY };
    return excuse.detect(call, wide).state;
  };
  return (found, call) => {
    if (found.state === "no" || found.hits.length + found.maybe.length === 0) return found;
    const judged = found.hits.map((hit) => ({ hit, excused: state(call, hit) }));
    const hits = judged.filter(({ excused }) => excused === "no").map(({ hit }) => hit);
    const unsure = judged.filter(({ excused }) => excused === "unknown").map(({ hit }) => hit);
    const maybe = found.maybe.filter((hit) => state(call, hit) !== "yes");
    return detection(hits, [...unsure, ...maybe], found.missing);
  };
}
