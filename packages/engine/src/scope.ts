// The part of a call in which something is looked for: whose turns, from where to where.
import type { Speaker } from "@tingheng/domain";
import type { PreparedCall, PreparedTurn } from "./call/prepared-call.ts";

export type By = Speaker | "any";

/** One contiguous stretch of a call. Turn indices are inclusive; characters count in the turn's own text. */
export interface Scope {
  readonly by: By;
  readonly firstTurn: number;
  readonly firstChar: number;
  readonly lastTurn: number;
  readonly lastChar: number;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
}

/** The scopes made last, one a side: calls are judged one after another. */
let wholeOf: PreparedCall | undefined;
let wholes: Readonly<Record<By, Scope>> | undefined;

export function wholeCall(call: PreparedCall, by: By): Scope {
  if (wholes === undefined || wholeOf !== call) {
    wholeOf = call;
    wholes = wholesOf(call.turns.length - 1);
  }
  return wholes[by];
}

function wholesOf(lastTurn: number): Readonly<Record<By, Scope>> {
  const whole = (by: By) => stretch(by, 0, 0, lastTurn, Number.POSITIVE_INFINITY);
  return {
    agent: whole("agent"),
    customer: whole("customer"),
    third: whole("third"),
    ivr: whole("ivr"),
    unknown: whole("unknown"),
    any: whole("any"),
  };
}

/** A scope; all have the same fields in the same order, which makes them cheap to read. */
export function stretch(
  by: By,
  firstTurn: number,
  firstChar: number,
  lastTurn: number,
  lastChar: number,
  fromMs?: number,
  toMs?: number,
): Scope {
  return { by, firstTurn, firstChar, lastTurn, lastChar, fromMs, toMs };
}

/** The same place, but the turns of `by`. */
export function spokenIn(call: PreparedCall, scope: Scope, by: By): Scope {
  if (scope.by === by) return scope;
  if (isWhole(scope, call)) return wholeCall(call, by);
  const { firstTurn, firstChar, lastTurn, lastChar, fromMs, toMs } = scope;
  return { by, firstTurn, firstChar, lastTurn, lastChar, fromMs, toMs };
}

/** What is left of a scope behind a place in it. */
export function behind(scope: Scope, place: { readonly turn?: number; readonly to?: number }): Scope {
  const { by, firstTurn, lastTurn, lastChar, fromMs, toMs } = scope;
  return stretch(by, place.turn ?? firstTurn, place.to ?? 0, lastTurn, lastChar, fromMs, toMs);
}

/** Whether the scope is the call from end to end. */
export function isWhole(scope: Scope, call: PreparedCall): boolean {
  if (wholeOf === call && wholes?.[scope.by] === scope) return true;
  return (
    scope.firstTurn === 0 &&
    scope.firstChar === 0 &&
    scope.lastTurn >= call.turns.length - 1 &&
    scope.lastChar === Number.POSITIVE_INFINITY &&
    scope.fromMs === undefined &&
    scope.toMs === undefined
  );
}

/** `sure`: theirs; `shaky`: may be theirs; `no`: somebody else's. */
export type Trust = "sure" | "shaky" | "no";

/** Whether a turn is spoken by `by`, given how sure a speaker must be to count (0–1). */
export function spokenBy(turn: PreparedTurn, by: By, minConfidence: number): Trust {
  if (by === "any") return "sure";
  if (turn.speaker === "unknown") return by === "unknown" ? "sure" : "shaky";
  if ((turn.speakerConfidence ?? 1) < minConfidence) return "shaky";
  return turn.speaker === by ? "sure" : "no";
}

/** The turns that the scope touches, whoever speaks. */
export function turnsIn(call: PreparedCall, scope: Scope): readonly PreparedTurn[] {
  const whole = isWhole(scope, call);
  if (whole) return call.turns;
  const slice = call.turns.slice(Math.max(0, scope.firstTurn), scope.lastTurn + 1);
  if (scope.fromMs === undefined && scope.toMs === undefined) return slice;
  return slice.filter((turn) => inTime(scope, turn.startMs, turn.endMs));
}

/** Whether a span of characters of a turn lies inside the scope (and its stretch of time, where it has one). */
export function holds(scope: Scope, turn: PreparedTurn, from: number, to: number): boolean {
  const { index } = turn;
  if (index < scope.firstTurn || index > scope.lastTurn) return false;
  if (index === scope.firstTurn && from < scope.firstChar) return false;
  if (index === scope.lastTurn && to > scope.lastChar) return false;
  return inTime(scope, turn.startMs, turn.endMs);
}

/** Whether a stretch of time (ms) touches the scope's; a scope without times holds every time of its turns. */
export function holdsTime(call: PreparedCall, scope: Scope, startMs: number, endMs: number): boolean {
  if (!inTime(scope, startMs, endMs)) return false;
  if (isWhole(scope, call)) return true;
  const first = call.turns[scope.firstTurn];
  const last = call.turns[Math.min(scope.lastTurn, call.turns.length - 1)];
  const opens = scope.firstTurn === 0 && scope.firstChar === 0 ? 0 : (first?.startMs ?? 0);
  const closes =
    scope.lastTurn >= call.turns.length - 1 ? Number.POSITIVE_INFINITY : (last?.endMs ?? Number.POSITIVE_INFINITY);
  return endMs >= opens && startMs <= closes;
}

function inTime(scope: Scope, startMs: number | undefined, endMs: number | undefined): boolean {
  if (scope.fromMs !== undefined && (endMs ?? startMs ?? Number.NEGATIVE_INFINITY) < scope.fromMs) return false;
  return !(scope.toMs !== undefined && (startMs ?? Number.POSITIVE_INFINITY) > scope.toMs);
}
