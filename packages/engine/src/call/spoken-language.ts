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
    han += text.match(/\p{Script=Han}/gu)?.length ?? 0;
    latin += text.match(/[a-z]/giu)?.length ?? 0;
    if (han >= fewLetters && language === "zh") return true;
  }
  // A Chinese character says about as much as four Latin letters.
  const all = han + latin / 4;
  return all < fewLetters / 2 || (language === "zh" ? han : latin / 4) / all >= leastShare;
}
