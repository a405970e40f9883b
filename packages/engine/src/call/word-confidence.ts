// How surely a stretch of a turn was recognised, where the recogniser said so.
import type { Turn } from "@tingheng/domain";

/**
 * Mean confidence 0–1 of the words that touch characters `from`–`to` of the turn; the turn's own confidence
 * where words have none; 1 where nothing is known (a typed or hand-corrected text).
 */
export function wordConfidence(turn: Turn, from: number, to: number): number {
  const known = turn.words?.some((word) => word.confidence !== undefined) ?? false;
  if (!known) return turn.confidence ?? 1;
  let cursor = 0;
  let sum = 0;
  let count = 0;
  for (const word of turn.words ?? []) {
    const at = turn.text.indexOf(word.text, cursor);
    if (at < 0) continue;
    cursor = at + word.text.length;
    if (word.confidence === undefined || cursor <= from || at >= to) continue;
    sum += word.confidence;
    count += 1;
  }
  return count === 0 ? (turn.confidence ?? 1) : sum / count;
}
