// How each unit of a normalised text sounds: its Mandarin syllable without tone, with what recognisers and dialects confuse made one.
// One table, built once from pinyin-pro with one reading a character: the most common one.

import { pinyin } from "pinyin-pro";
import { characterTable } from "./characters.ts";
import type { NormalText } from "./normal-text.ts";

/** No known sound: never sounds like anything else. */
export const silent = 0;

// Where the library's single reading is not the one heard in talk.
const usualReadings = "了le 嗯en 咯lo 呗bei 欸ei";
const digitReadings = ["ling", "yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu"];

/** Sound of every UTF-16 unit, a number below 512; near ones (zh/z, n/l/r, in/ing …) share a number. */
export const soundTable: Uint16Array = buildTable();

const known = new WeakMap<NormalText, Uint16Array>();

/** The sound of each unit of a text. */
export function soundsOf(text: NormalText): Uint16Array {
  let sounds = known.get(text);
  if (sounds === undefined) {
    sounds = new Uint16Array(text.length);
    for (let at = 0; at < text.length; at++) {
      sounds[at] = soundTable[text.codes[text.offset + at] as number] as number;
    }
    known.set(text, sounds);
  }
  return sounds;
}

/** A syllable with the differences removed that are often misheard: zh/z ch/c sh/s, n/l/r, h/f, in/ing en/eng an/ang. */
function nearSyllable(syllable: string): string {
  return syllable
    .replace(/^([zcs])h/, "$1")
    .replace(/^n(?!g?$)|^r(?!i$)/, "l")
    .replace(/^hu(?=[ao])/, "f")
    .replace(/^hui$/, "fei")
    .replace(/^hun$/, "fen")
    .replace(/^hu$/, "fu")
    .replace(/([aei])ng$/, "$1n");
}

function buildTable(): Uint16Array {
  const table = new Uint16Array(65536);
  const ids = new Map<string, number>();
  const put = (code: number, sound: string) => {
    const id = ids.get(sound) ?? ids.size + 1;
    ids.set(sound, id);
    table[code] = id;
  };
  for (const [code, syllable] of readings()) put(code, nearSyllable(syllable));
  for (let code = 0x61; code <= 0x7a; code++) put(code, `letter ${code}`);
  put(0x25, "percent");
  return table;
}

/** Only characters that normalised text can hold: simplified ones, and digits. */
function* readings(): Generator<[code: number, syllable: string]> {
  const characters: string[] = [];
  for (let code = 0x4e00; code < 0x9fb0; code++) {
    if (((characterTable[code] as number) & 0xffff) === code) characters.push(String.fromCharCode(code));
  }
  // A line break between two characters keeps words from deciding, and comes back as an entry of its own.
  const syllables = pinyin(characters.join("\n"), { toneType: "none", type: "array" });
  for (const [index, character] of characters.entries()) {
    const syllable = syllables[2 * index] as string;
    if (/^[a-zü]+$/.test(syllable)) yield [character.charCodeAt(0), syllable];
  }
  for (const entry of usualReadings.split(" ")) yield [entry.charCodeAt(0), entry.slice(1)];
  for (const [digit, syllable] of digitReadings.entries()) yield [0x30 + digit, syllable];
}
