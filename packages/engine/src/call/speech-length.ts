// How much was said: characters and syllables of a text.

const counted = /[\p{L}\p{N}]/gu;
const latinWords = /[\p{Script=Latin}]+(?:['’][\p{Script=Latin}]+)*/gu;
const others = /[\p{N}]|(?!\p{Script=Latin})\p{L}/gu;

/** A word in Latin letters has about one and a half syllables in running English speech. */
export const syllablesPerWord = 1.5;

/** Letters and digits, without marks and blanks. */
export function charactersIn(text: string): number {
  return text.match(counted)?.length ?? 0;
}

/** A Chinese character or a digit is one syllable, a Latin word about one and a half. */
export function syllablesIn(text: string): number {
  return (text.match(others)?.length ?? 0) + syllablesPerWord * (text.match(latinWords)?.length ?? 0);
}
