// What every UTF-16 code unit becomes in normalised text, and which mark a dropped one leaves behind.
// One table, built once from opencc-js (traditional → simplified) and Unicode's NFKC, so that a text costs one look-up a unit.

import { Converter } from "opencc-js/t2cn";

/** The kinds of a code unit; kinds 1–4 are also the strength of the mark it leaves between two units. */
export const kinds = {
  plain: 0,
  blank: 1,
  comma: 2,
  sentenceEnd: 3,
  questionMark: 4,
  /** Disappears without leaving a mark: apostrophes, combining and zero-width characters. */
  nothing: 5,
  arabicDigit: 6,
  chineseDigit: 7,
  /** 十 百 千 万 亿 */
  numeralUnit: 8,
  /** . and : count as "point" between two digits. */
  point: 9,
  /** Half of a surrogate pair, or a character that stands for several letters (㎡, ﬁ). */
  several: 10,
} as const;

// Variants that a conversion character by character leaves apart, because only the word decides.
const variants =
  "侭尽 渖沈 缐线 讬托 谘咨 馀余 锺钟 鲶鲇 麺面 簷檐 潀潨 痺痹 顎腭 揹背 鍊链 伕夫 甦苏 拏拿 傢家 俱具 覆复 妳你 瞭了 著着 甚什 衹只 祇只 隻只 乾干 麽么 麼么 喫吃 睪睾 敍叙 枱台 粧妆 衞卫 鯰鲇 佈布 曆历 復复 週周 藉借 製制 鬆松 鬱郁 夥伙 儘尽 颱台 檯台 噁恶 徵征 嚐尝 昇升 閒闲 託托 祕秘 裡里 裏里 牠它 祂它";

const chineseDigits = "零〇○一二三四五六七八九两幺壹贰叁肆伍柒捌玖";
const chineseDigitValues = "0001234567892112345789";

const marks: Readonly<Record<number, string>> = {
  [kinds.comma]: ",;、…‥—―~·•|/\\()[]{}<>（）【】〔〕〈〉《》「」『』〖〗︰∶،",
  [kinds.sentenceEnd]: "。!｡\n\r\u2028\u2029‼",
  [kinds.questionMark]: "?⁇⁈⁉؟",
  [kinds.nothing]: "'’ʼ\u200b\u200c\u200d\ufeff\u00ad",
  [kinds.point]: ".:",
};

/** `table[code]` = folded code + (kind << 16). */
export const characterTable: Uint32Array = buildTable();

/** The same text with every character simplified, half width and lower case, same length: for patterns that see punctuation. */
export function foldCharacters(source: string): string {
  let folded = "";
  for (let index = 0; index < source.length; index++) {
    folded += String.fromCharCode((characterTable[source.charCodeAt(index)] ?? 0) & 0xffff);
  }
  return folded;
}

const fullWidth = { first: 0xff01, last: 0xff5e, offset: 0xfee0 };

/** The code of a unit in simplified characters and half width, letters' case and all marks kept. */
export function foldedCode(code: number): number {
  if (code < 0x80) return code;
  if (code >= fullWidth.first && code <= fullWidth.last) return code - fullWidth.offset;
  return (characterTable[code] ?? 0) & 0xffff || code;
}

/** The same text with every unit folded so, same length. */
export function foldScript(source: string): string {
  let index = 0;
  while (index < source.length && foldedCode(source.charCodeAt(index)) === source.charCodeAt(index)) index++;
  let folded = source.slice(0, index);
  for (; index < source.length; index++) folded += String.fromCharCode(foldedCode(source.charCodeAt(index)));
  return folded;
}

/** The letters that a character standing for several (or a surrogate pair) leaves; empty when it is a symbol. */
export function severalLetters(character: string): string {
  if (character.length === 2) return /^\p{L}$/u.test(character) ? character : "";
  const letters = character.normalize("NFKC").toLowerCase();
  return /^[a-z]+$/.test(letters) ? letters : "";
}

function buildTable(): Uint32Array {
  const table = new Uint32Array(65536);
  const simplified = simplify();
  for (let code = 0; code < 65536; code++) {
    const ideograph = simplified.get(code);
    table[code] = ideograph === undefined ? otherEntry(code) : numeralEntry(ideograph);
  }
  return table;
}

function simplify(): Map<number, number> {
  const codes: number[] = [0x3007];
  for (let code = 0x3400; code < 0xa000; code++) codes.push(code);
  for (let code = 0xf900; code < 0xfb00; code++) codes.push(code);
  const lines = codes.map((code) => String.fromCharCode(code).normalize("NFKC")).join("\n");
  const converted = Converter({ from: "t", to: "cn" })(lines).split("\n");
  const simplified = new Map<number, number>();
  codes.forEach((code, index) => {
    const result = converted[index] ?? "";
    simplified.set(code, result.length === 1 ? result.charCodeAt(0) : code);
  });
  for (const pair of variants.split(" ")) simplified.set(pair.charCodeAt(0), pair.charCodeAt(1));
  // One more step, so that folding a folded character changes nothing.
  for (const [code, to] of simplified) simplified.set(code, simplified.get(to) ?? to);
  return simplified;
}

function numeralEntry(code: number): number {
  const character = String.fromCharCode(code);
  const digit = chineseDigits.indexOf(character);
  if (digit >= 0) return code + (kinds.chineseDigit << 16);
  if ("十百千万亿".includes(character)) return code + (kinds.numeralUnit << 16);
  return code;
}

/** The ASCII code of the digit that a Chinese digit writes. */
export function digitOfChinese(code: number): number {
  return chineseDigitValues.charCodeAt(chineseDigits.indexOf(String.fromCharCode(code)));
}

function otherEntry(code: number): number {
  if (code >= 0xd800 && code < 0xe000) return code + (kinds.several << 16);
  if (code >= 0xac00 && code < 0xd7a4) return code;
  const own = String.fromCharCode(code);
  const folded = own.normalize("NFKC").toLowerCase();
  for (const [kind, characters] of Object.entries(marks)) {
    if (characters.includes(own)) return code + (Number(kind) << 16);
    if (folded.length === 1 && characters.includes(folded)) return folded.charCodeAt(0) + (Number(kind) << 16);
  }
  if (folded.length !== 1) return code + ((/^[a-z]+$/.test(folded) ? kinds.several : kinds.blank) << 16);
  const to = folded.charCodeAt(0);
  if (to >= 0x30 && to <= 0x39) return to + (kinds.arabicDigit << 16);
  if (folded === "%" || /^\p{L}$/u.test(folded)) return folded.toUpperCase().length === 1 ? to : code;
  return to + ((/^\p{M}$/u.test(folded) ? kinds.nothing : kinds.blank) << 16);
}
