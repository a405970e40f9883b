// Detectors of places in the words: looked for once in the whole call for each side, then narrowed to where it is asked.
import type { PreparedCall } from "./call/prepared-call.ts";
import { absent, type Detection, detection, type Hit } from "./detection.ts";
import type { Detector } from "./operator.ts";
import { type By, holds, isWhole, type Scope } from "./scope.ts";

/** `start`: a place lies where it begins; `whole`: where all of it is. */
type Edge = "start" | "whole";

/** `find` tells all places in a call that are spoken by a side; whether a place counts must not depend on the scope. */
export function located(find: (call: PreparedCall, by: By) => Detection, edge: Edge = "whole"): Detector {
  let lastCall: PreparedCall | undefined;
  let lastBy: By = "any";
  let last: Detection = absent;
  return (call, scope) => {
    if (lastCall !== call || lastBy !== scope.by) {
      last = find(call, scope.by);
      lastCall = call;
      lastBy = scope.by;
    }
    return last.state === "no" || isWhole(scope, call) ? last : narrowed(last, call, scope, edge);
  };
}

function narrowed(found: Detection, call: PreparedCall, scope: Scope, edge: Edge): Detection {
  const hits = inside(found.hits, call, scope, edge);
  const maybe = inside(found.maybe, call, scope, edge);
  if (hits === found.hits && maybe === found.maybe) return found;
  return detection(hits, maybe, found.missing);
}

function inside(hits: readonly Hit[], call: PreparedCall, scope: Scope, edge: Edge): readonly Hit[] {
  let kept: Hit[] | undefined;
  for (let at = 0; at < hits.length; at += 1) {
    const hit = hits[at] as Hit;
    const { turn: index = 0, from = 0, to = 0 } = hit;
    const turn = call.turns[index];
    if (turn !== undefined && holds(scope, turn, from, edge === "start" ? from : to)) kept?.push(hit);
    else kept ??= hits.slice(0, at);
  }
  return kept ?? hits;
}
