// How much was said: characters and syllables of a text.

const letterOrDigit = /[\p{L}\p{N}]/u;
const latin = /\p{Script=Latin}/u;

/** A word in Latin letters has about one and a half syllables in running English speech. */
export const syllablesPerWord = 1.5;

type Kind = "nothing" | "latin" | "other";

/** Of one UTF-16 unit; the second half of a pair counts for nothing. */
function kindOf(text: string, index: number): Kind {
  const code = text.charCodeAt(index);
  if (code >= 0x4e00 && code <= 0x9fff) return "other";
  if (code < 0x80) {
    if (code >= 0x30 && code <= 0x39) return "other";
    return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a ? "latin" : "nothing";
  }
  if (code >= 0xdc00 && code <= 0xdfff) return "nothing";
  const character = String.fromCodePoint(text.codePointAt(index) ?? code);
  if (!letterOrDigit.test(character)) return "nothing";
  return latin.test(character) ? "latin" : "other";
}

/** Letters and digits, without marks and blanks. */
export function charactersIn(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index++) if (kindOf(text, index) !== "nothing") count += 1;
  return count;
}

/** A Chinese character or a digit is one syllable, a Latin word about one and a half. */
export function syllablesIn(text: string): number {
  let count = 0;
  let inWord = false;
  for (let index = 0; index < text.length; index++) {
    const kind = kindOf(text, index);
    const apostrophe: boolean = inWord && (text[index] === "'" || text[index] === "’");
    if (kind === "other") count += 1;
    if (kind === "latin" && !inWord) count += syllablesPerWord;
    inWord = kind === "latin" || apostrophe;
  }
  return count;
}
