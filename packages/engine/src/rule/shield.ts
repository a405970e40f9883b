// Prescribed phrases 规范用语 of a standard are never a fault: what stands inside one is not held against the agent.
import type { PhraseHit } from "../call/phrase-hits.ts";
import type { PreparedCall } from "../call/prepared-call.ts";
import type { Detection, Hit } from "../detection.ts";
import { detection } from "../detection.ts";
import type { RegisteredPhrases } from "../operator.ts";

/** From this share of a turn on, a finding about the whole turn is a finding about the prescribed words. */
const wholeTurnShare = 0.6;

export type Shield = (call: PreparedCall, found: Detection) => Detection;

export function shieldOf(prescribed: RegisteredPhrases | undefined): Shield {
  if (prescribed === undefined) return (_, found) => found;
  return (call, found) => {
    if (found.hits.length + found.maybe.length === 0) return found;
    const shields = prescribed.hits(call);
    if (shields.length === 0) return found;
    const open = (hit: Hit) => !shielded(call, hit, shields);
    const hits = found.hits.filter(open);
    const maybe = found.maybe.filter(open);
    if (hits.length === found.hits.length && maybe.length === found.maybe.length) return found;
    return detection(hits, maybe, found.missing);
  };
}

function shielded(call: PreparedCall, hit: Hit, shields: readonly PhraseHit[]): boolean {
  const { turn, from, to } = hit;
  if (turn === undefined || from === undefined || to === undefined || hit.measure !== undefined) return false;
  const segments = shields.filter((shield) => shield.turn === turn).flatMap((shield) => shield.segments);
  if (segments.some(([start, end]) => start <= from && to <= end)) return true;
  const text = call.turns[turn]?.text ?? "";
  const isWholeTurn = from === 0 && to >= text.length;
  return isWholeTurn && covered(segments, text.length) >= wholeTurnShare * spoken(text);
}

function covered(segments: readonly (readonly [number, number])[], length: number): number {
  const marked = new Uint8Array(length);
  for (const [start, end] of segments) marked.fill(1, start, end);
  return marked.reduce((sum, one) => sum + one, 0);
}

function spoken(text: string): number {
  return text.replace(/[\p{P}\p{S}\s]/gu, "").length;
}
