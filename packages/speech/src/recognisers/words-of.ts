// Pairs the words of a text with the times an engine gives for them: one time for a Chinese character, one for a Latin word.
import type { Word } from "@tingheng/domain";

const unit = /[\p{Script=Latin}\d][\p{Script=Latin}\d'’.-]*|[\p{L}\p{N}]/gu;

/** No words at all where the counts differ: a guess about which time belongs to which word would be worse than none. */
export function wordsOf(
  text: string,
  times: readonly (readonly [startMs: number, endMs: number])[],
): { words?: Word[] } {
  const units = text.match(unit) ?? [];
  if (units.length === 0 || units.length !== times.length) return {};
  return {
    words: units.map((word, index) => {
      const [startMs = 0, endMs = startMs] = times[index] ?? [];
      return { text: word, startMs, endMs: Math.max(startMs, endMs) };
    }),
  };
}
