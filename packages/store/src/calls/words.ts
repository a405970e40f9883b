// Searching what was said: every two neighbouring characters of a call as one number, so that a word of two characters is found
// by an index. Longer words are found by their pairs and then checked in the text itself.
import { type RawBuilder, type SqlBool, sql } from "kysely";

/** Between turns, so that no word is found across them; it never stands in a folded text. */
export const turnBreak = "\n";

/** The different pairs of a folded text, in order of size. A pair is exact: two UTF-16 units in 32 bits. */
export function pairsOf(folded: string): number[] {
  const pairs = new Set<number>();
  for (let index = 1; index < folded.length; index += 1) {
    const first = folded.charCodeAt(index - 1);
    const second = folded.charCodeAt(index);
    if (first !== breakCode && second !== breakCode) pairs.add((first << 16) | second);
  }
  return [...pairs].sort((a, b) => a - b);
}

const breakCode = turnBreak.charCodeAt(0);

/** Whether the text of a row `w` of `call_words` holds a folded word, without an index. */
export function textSays(folded: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`w.folded like ${`%${escapeLike(folded)}%`}`;
}

/** Whether a row `w` has every pair of some folded words, by the index; undefined where none is longer than a character. */
export function pairsSay(folded: readonly string[]): RawBuilder<SqlBool> | undefined {
  const pairs = [...new Set(folded.flatMap(pairsOf))];
  return pairs.length === 0 ? undefined : sql<SqlBool>`w.pairs @> ${pairs}::integer[]`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
