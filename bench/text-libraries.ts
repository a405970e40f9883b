// What the field's libraries for Chinese cost, beside our tables that are built from them once: a table look-up a character is what a budget of
// eighty microseconds for 1,000 characters leaves room for.

import { Converter } from "opencc-js/t2cn";
import { pinyin } from "pinyin-pro";
import { foldCharacters } from "../packages/engine/src/text/characters.ts";
import { normalise } from "../packages/engine/src/text/normal-text.ts";
import { soundsOf } from "../packages/engine/src/text/syllables.ts";

const sentence = "您好,很高興為您服務,請問有什麼可以幫您?我想問一下我的車什麼時候可以保養,二十四小時之內能不能回覆我。";
const text = sentence.repeat(20).slice(0, 1000);
const megabytes = Buffer.byteLength(text) / 1e6;

const converter = Converter({ from: "t", to: "cn" });
const phraseConverter = Converter({ from: "tw", to: "cn" });
const words = new Intl.Segmenter("zh", { granularity: "word" });

const contestants: readonly (readonly [name: string, run: () => unknown])[] = [
  ["opencc-js, characters t → cn", () => converter(text)],
  ["opencc-js, phrases tw → cn", () => phraseConverter(text)],
  ["String.normalize NFKC", () => text.normalize("NFKC")],
  ["pinyin-pro, without tones", () => pinyin(text, { toneType: "none", type: "array" })],
  ["Intl.Segmenter, words", () => [...words.segment(text)].length],
  ["ours: characters folded", () => foldCharacters(text)],
  ["ours: normalised with positions", () => normalise(text)],
  ["ours: normalised, and its sounds", () => soundsOf(normalise(text))],
];

export function measureTextLibraries(): void {
  console.log("cost of 1,000 characters".padEnd(40), "microseconds".padStart(14), "ms a megabyte".padStart(14));
  for (const [name, run] of contestants) {
    const microseconds = measure(run);
    const perMegabyte = microseconds / 1000 / megabytes;
    console.log(name.padEnd(40), microseconds.toFixed(1).padStart(14), perMegabyte.toFixed(1).padStart(14));
  }
}

/** The shortest of many rounds: the machine may be shared, the shortest was disturbed least. */
function measure(run: () => unknown): number {
  let shortest = Number.POSITIVE_INFINITY;
  const end = performance.now() + 700;
  while (performance.now() < end) {
    const start = performance.now();
    for (let count = 0; count < 5; count++) run();
    shortest = Math.min(shortest, ((performance.now() - start) / 5) * 1000);
  }
  return shortest;
}

if (import.meta.main) measureTextLibraries();
