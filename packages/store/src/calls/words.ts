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

/** Whether `call_words` holds a folded word, as a condition; undefined where there is nothing to look for. */
export function saysWord(folded: string): RawBuilder<SqlBool> | undefined {
  if (folded === "") return undefined;
  const inText = sql<SqlBool>`call_words.folded like ${`%${escapeLike(folded)}%`}`;
  if (folded.length === 1) return inText;
  const pairs = sql<SqlBool>`call_words.pairs @> ${pairsOf(folded)}::integer[]`;
  return folded.length === 2 ? pairs : sql<SqlBool>`(${pairs} and ${inText})`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
