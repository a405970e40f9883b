// Searching what was said: every two neighbouring characters of a call as one number, so that a word of two characters is found
// by an index; and every four neighbouring digits, whose pairs every call has. Longer words are found by these and then checked
// in the text itself.
import { type RawBuilder, type SqlBool, sql } from "kysely";

/** Between turns, so that no word is found across them; it never stands in a folded text. */
export const turnBreak = "\n";

/**
 * The different pairs of a folded text, in order of size. A pair is exact: two UTF-16 units in 32 bits. Four digits are below
 * them, where the first unit would be U+FFFF, which is no character.
 */
export function pairsOf(folded: string): number[] {
  const pairs = new Set(fourDigits(folded));
  for (let index = 1; index < folded.length; index += 1) addPair(pairs, folded, index);
  return [...pairs].sort((a, b) => a - b);
}

/** Those by which a word is looked for: of longer numbers the four digits only. */
function pairsSought(word: string): number[] {
  const pairs = new Set(fourDigits(word));
  for (let index = 1; index < word.length; index += 1) if (!isLongNumber(word, index)) addPair(pairs, word, index);
  return [...pairs];
}

function addPair(pairs: Set<number>, folded: string, index: number): void {
  const first = folded.charCodeAt(index - 1);
  const second = folded.charCodeAt(index);
  if (first !== breakCode && second !== breakCode) pairs.add((first << 16) | second);
}

function fourDigits(folded: string): number[] {
  const numbers = folded.match(/[0-9]{4,}/g) ?? [];
  return numbers.flatMap((digits) =>
    Array.from({ length: digits.length - 3 }, (_, from) => (0xffff << 16) | Number(digits.slice(from, from + 4))),
  );
}

/** Whether a pair ending at `index` lies within four digits or more. */
function isLongNumber(word: string, index: number): boolean {
  const before = /[0-9]*$/.exec(word.slice(0, index))?.[0].length ?? 0;
  const after = /^[0-9]*/.exec(word.slice(index))?.[0].length ?? 0;
  return before > 0 && after > 0 && before + after >= 4;
}

const breakCode = turnBreak.charCodeAt(0);

/** Whether the text of a row `w` of `call_words` holds a folded word, without an index. */
export function textSays(folded: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`position(${folded} in w.folded) > 0`;
}

/** Whether a row `w` has every pair of some folded words, by the index; undefined where none is longer than a character. */
export function pairsSay(folded: readonly string[]): RawBuilder<SqlBool> | undefined {
  const pairs = [...new Set(folded.flatMap(pairsSought))];
  return pairs.length === 0 ? undefined : sql<SqlBool>`w.pairs @> ${pairs}::integer[]`;
}

/** Whether the pairs alone say that a word is there. */
export function isOnePair(folded: string): boolean {
  return folded.length === 2 || /^[0-9]{4}$/.test(folded);
}
