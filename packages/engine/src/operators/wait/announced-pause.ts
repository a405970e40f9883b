// A pause after words that announce it: from the end of those words to the speaker's return.
import type { PreparedCall, PreparedTurn } from "../../call/prepared-call.ts";
import { charactersIn } from "../../call/speech-length.ts";
import { wordConfidence } from "../../call/word-confidence.ts";
import type { RegisteredPhrases, Reliability } from "../../operator.ts";
import { type By, spokenBy } from "../../scope.ts";

export interface Announcement {
  readonly turn: number;
  readonly from: number;
  readonly to: number;
  readonly sure: boolean;
}

export interface Pause {
  readonly startMs: number;
  readonly endMs: number;
  readonly sure: boolean;
}

/** The first announcement of each turn of a side, in order. */
export function announcements(
  call: PreparedCall,
  words: RegisteredPhrases,
  by: By,
  reliability: Reliability,
): readonly Announcement[] {
  const byTurn = new Map<number, Announcement>();
  for (const { turn: index, from, to } of words.hits(call)) {
    const turn = call.turns[index];
    if (turn === undefined || (byTurn.get(index)?.from ?? Number.POSITIVE_INFINITY) <= from) continue;
    const trust = spokenBy(turn, by, reliability.speaker);
    if (trust === "no") continue;
    const heard = wordConfidence(turn.source, from, to) >= reliability.words;
    byTurn.set(index, { turn: index, from, to, sure: trust === "sure" && heard });
  }
  return [...byTurn.values()].sort((a, b) => a.turn - b.turn);
}

interface PauseLimits {
  readonly minMs: number;
  readonly listeningChars: number;
  readonly continuedTurns: number;
}

/** Undefined where no pause follows, or where the turns have no times. */
export function pauseAfter(call: PreparedCall, said: Announcement, limits: PauseLimits): Pause | undefined {
  const own = call.turns[said.turn];
  if (own?.endMs === undefined || !call.timed) return undefined;
  let startMs = own.endMs;
  let continued = 0;
  for (const turn of call.turns.slice(said.turn + 1)) {
    const next = turn.startMs ?? startMs;
    if (isListening(own, turn, limits)) continue;
    if (next - startMs >= limits.minMs) return { startMs, endMs: next, sure: said.sure && turn.speaker !== "unknown" };
    // The other side takes up the talk at once: nobody waits.
    if (turn.speaker !== own.speaker || continued >= limits.continuedTurns) return undefined;
    continued += 1;
    startMs = Math.max(startMs, turn.endMs ?? startMs);
  }
  const endMs = call.call.hangup?.atMs ?? call.call.sound?.durationMs ?? startMs;
  return endMs - startMs >= limits.minMs ? { startMs, endMs, sure: said.sure } : undefined;
}

function isListening(own: PreparedTurn, turn: PreparedTurn, { listeningChars }: PauseLimits): boolean {
  return turn.speaker !== own.speaker && charactersIn(turn.text) <= listeningChars;
}
