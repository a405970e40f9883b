// Which language a call is in: as its record says, else by the letters of its transcript.
import type { Language } from "@tingheng/domain";
import type { PreparedCall } from "./prepared-call.ts";

/** Fewer letters than this say nothing about the language. */
const fewLetters = 20;

/** Below this share of its letters a language is not what is spoken (names and brands come in other letters). */
const leastShare = 0.3;

/** Whether the call may be in the language; a call of which nothing is known may be in any. */
export function maySpeak(call: PreparedCall, language: Language): boolean {
  const said = call.call.language?.toLowerCase();
  if (said !== undefined) return said.startsWith(language);
  let han = 0;
  let latin = 0;
  for (const { text } of call.turns) {
    for (let at = 0; at < text.length; at += 1) {
      const letter = letterAt(text, at);
      if (letter === letters.han) han += 1;
      else if (letter === letters.latin) latin += 1;
    }
    if (han >= fewLetters && language === "zh") return true;
  }
  // A Chinese character says about as much as four Latin letters.
  const all = han + latin / 4;
  return all < fewLetters / 2 || (language === "zh" ? han : latin / 4) / all >= leastShare;
}

const letters = { han: 1, latin: 2, other: 3 } as const;
type Letter = (typeof letters)[keyof typeof letters];

/** What each UTF-16 unit is, from when it was met first; 0: not met yet. */
const known = new Uint8Array(0x10000);

/** The unit at a place; of a character that takes two, the first counts. */
function letterAt(text: string, at: number): Letter {
  const unit = text.charCodeAt(at);
  if (unit >= 0xd800 && unit < 0xdc00) return letterOf(text.codePointAt(at) ?? unit);
  const before = known[unit] as Letter | 0;
  if (before !== 0) return before;
  const letter = letterOf(unit);
  known[unit] = letter;
  return letter;
}

function letterOf(code: number): Letter {
  const character = String.fromCodePoint(code);
  if (/\p{Script=Han}/u.test(character)) return letters.han;
  return /[a-z]/iu.test(character) ? letters.latin : letters.other;
}
