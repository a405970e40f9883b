// Where a moment of the recording falls in the words: what is measured between turns is placed after the words before it.
import type { Turn } from "@tingheng/domain";
import type { Hit } from "../detection.ts";
import { holdsTime, isWhole, type Scope, type Trust } from "../scope.ts";
import type { PreparedCall } from "./prepared-call.ts";

/** Turn and character (UTF-16 units) up to which was spoken at a moment; undefined before the first words and where turns about it have no times. */
export function placeAt(call: PreparedCall, atMs: number): { readonly turn: number; readonly at: number } | undefined {
  let turn: number | undefined;
  for (const { index, startMs } of call.turns) if (startMs !== undefined && startMs < atMs) turn = index;
  const source = turn === undefined ? undefined : call.call.turns?.[turn];
  const next = turn === undefined ? undefined : call.turns[turn + 1];
  // Whether a turn without times was said before that moment can't be told.
  if (next !== undefined && next.startMs === undefined) return undefined;
  return turn === undefined || source === undefined ? undefined : { turn, at: spokenUntil(source, atMs) };
}

/** By the times of the words; where they have none, in proportion to the time. */
function spokenUntil({ text, words, startMs, endMs }: Turn, atMs: number): number {
  if (startMs === undefined || endMs === undefined || endMs <= atMs) return text.length;
  if (words === undefined || words.some((word) => word.startMs === undefined)) {
    return Math.floor((text.length * (atMs - startMs)) / (endMs - startMs));
  }
  let cursor = 0;
  for (const word of words) {
    if ((word.startMs ?? 0) >= atMs) break;
    const found = text.indexOf(word.text, cursor);
    if (found >= 0) cursor = found + word.text.length;
  }
  return cursor;
}

/** A stretch of time as a hit: an empty span of characters where it begins, so that before and after it are clear. */
export function timeHit(call: PreparedCall, startMs: number, endMs: number, rest: Hit = {}): Hit {
  const place = placeAt(call, startMs);
  const words = place === undefined ? {} : { turn: place.turn, from: place.at, to: place.at };
  return { ...words, startMs, endMs, ...rest };
}

/** Whether a stretch of time lies in the scope; shaky where the scope is made of turns without times. */
export function heldAt(call: PreparedCall, scope: Scope, startMs: number, endMs: number): Trust {
  if (isWhole(scope, call)) return "sure";
  if (!call.timed) return "shaky";
  return holdsTime(call, scope, startMs, endMs) ? "sure" : "no";
}

/** The less sure of two. */
export function lesser(a: Trust, b: Trust): Trust {
  if (a === "no" || b === "no") return "no";
  return a === "shaky" || b === "shaky" ? "shaky" : "sure";
}
