// A window around a hit: so many turns or seconds before and after it, counted over the turns of one side or of all.
import type { PreparedCall } from "../call/prepared-call.ts";
import type { Hit } from "../detection.ts";
import { type By, type Scope, stretch } from "../scope.ts";

/** How far a window reaches. Turns count those of `of`; the hit's own turn is always in reach, on its own side of the hit. */
export interface Reach {
  readonly turns?: number | undefined;
  readonly seconds?: number | undefined;
  readonly of: By;
}

/** A scope, or the field that is missing to find it. */
export type Window = { readonly scope: Scope } | { readonly missing: string };

/** The stretch after a hit. */
export function after(call: PreparedCall, hit: Hit, reach: Reach, base: Scope): Window {
  if (placeless(call, hit)) return { missing: "turns.startMs" };
  const turn = turnOf(call, hit);
  const until = reach.turns === undefined ? base.lastTurn : countTurns(call, turn, reach.turns, reach.of, 1);
  const inside = until < base.lastTurn;
  const lastTurn = inside ? until : base.lastTurn;
  const lastChar = inside ? Number.POSITIVE_INFINITY : base.lastChar;
  let { fromMs, toMs } = base;
  if (reach.seconds !== undefined) {
    const from = hit.endMs ?? call.turns[turn]?.endMs;
    if (from === undefined) return { missing: "turns.endMs" };
    fromMs = hit.startMs ?? from;
    toMs = from + reach.seconds * 1000;
  }
  return { scope: stretch(base.by, Math.max(turn, base.firstTurn), hit.to ?? 0, lastTurn, lastChar, fromMs, toMs) };
}

/** The stretch before a hit. */
export function before(call: PreparedCall, hit: Hit, reach: Reach, base: Scope): Window {
  if (placeless(call, hit)) return { missing: "turns.startMs" };
  const turn = turnOf(call, hit);
  const since = reach.turns === undefined ? base.firstTurn : countTurns(call, turn, reach.turns, reach.of, -1);
  const inside = since > base.firstTurn;
  const firstTurn = inside ? since : base.firstTurn;
  const firstChar = inside ? 0 : base.firstChar;
  let { fromMs, toMs } = base;
  if (reach.seconds !== undefined) {
    const to = hit.startMs ?? call.turns[turn]?.startMs;
    if (to === undefined) return { missing: "turns.startMs" };
    fromMs = Math.max(0, to - reach.seconds * 1000);
    toMs = hit.endMs ?? to;
  }
  return { scope: stretch(base.by, firstTurn, firstChar, Math.min(turn, base.lastTurn), hit.from ?? 0, fromMs, toMs) };
}

/** The stretch on both sides of a hit, its own turn wholly included. */
export function around(call: PreparedCall, hit: Hit, back: Reach, ahead: Reach, base: Scope): Window {
  const left = before(call, hit, back, base);
  const right = after(call, hit, ahead, base);
  if ("missing" in left) return left;
  if ("missing" in right) return right;
  const { firstTurn, firstChar } = left.scope;
  const { lastTurn, lastChar } = right.scope;
  const fromMs = back.seconds === undefined ? undefined : left.scope.fromMs;
  const toMs = ahead.seconds === undefined ? undefined : right.scope.toMs;
  return { scope: stretch(base.by, firstTurn, firstChar, lastTurn, lastChar, fromMs, toMs) };
}

/** A moment of the recording of which it can't be told which turns are before it, as those about it have no times. */
function placeless(call: PreparedCall, hit: Hit): boolean {
  if (hit.turn !== undefined || hit.startMs === undefined) return false;
  const next = firstAfter(call, hit.startMs);
  return next > 0 && call.turns[next - 1]?.startMs === undefined;
}

/** The first turn known to begin after a time in ms; their number where there is none. */
function firstAfter({ turns }: PreparedCall, ms: number): number {
  const next = turns.findIndex(({ startMs }) => startMs !== undefined && startMs > ms);
  return next < 0 ? turns.length : next;
}

/**
 * The turn a hit stands in; for a hit known by its time alone, the last turn that begins before it. What is known
 * of the call as a whole stands at its beginning.
 */
export function turnOf(call: PreparedCall, hit: Hit): number {
  if (hit.turn !== undefined) return hit.turn;
  const at = hit.startMs;
  if (at === undefined) return 0;
  return Math.max(0, firstAfter(call, at) - 1);
}

/** The index reached by going `count` turns of `of` from `turn` in one direction (it stays inside the call). */
function countTurns(call: PreparedCall, turn: number, count: number, of: By, step: 1 | -1): number {
  let at = turn;
  let left = count;
  while (left > 0) {
    const next = at + step;
    if (next < 0 || next >= call.turns.length) break;
    at = next;
    const speaker = call.turns[at]?.speaker;
    if (of === "any" || speaker === of || speaker === "unknown") left -= 1;
  }
  return at;
}
