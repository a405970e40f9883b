// Chinese and Arabic numerals in one written form: 二十四 and 24, 一百二 and 120, 一万 and 10000, 百分之九十 and 90%.
// Reads one number at a time from folded text; what is no number stays as it was written.

import { characterTable, digitOfChinese, kinds } from "./characters.ts";

/** One number as it was read: `text` stands for the source from where reading began up to `end`. */
interface Numeral {
  readonly text: string;
  readonly end: number;
}

const units = new Map([
  ["十", 10],
  ["百", 100],
  ["千", 1000],
  ["万", 10_000],
  ["亿", 100_000_000],
]);
// 一 before one of these counts what follows it and does not end the number before it: 五百一次.
const counted = "下样直定起共般些次个年月天位点";

interface Digits {
  readonly text: string;
  readonly end: number;
  readonly arabic: boolean;
}

/** Reads the number that begins at `start`, where a digit or a unit of ten stands. */
export function readNumeral(source: string, start: number): Numeral {
  const first = unitAt(source, start);
  if (first > 0) {
    const percent = first === 100 ? readPercent(source, start) : undefined;
    if (percent !== undefined) return percent;
    return first === 10 ? readValue(source, start) : { text: folded(source, start), end: start + 1 };
  }
  const digits = readDigits(source, start);
  if (unitAt(source, digits.end) === 0) return readPoints(source, digits);
  // 五六十: only the last digit belongs to the unit.
  if (!digits.arabic && digits.text.length > 1) {
    return { text: digits.text.slice(0, -1), end: digits.end - 1 };
  }
  return readValue(source, start);
}

function readPercent(source: string, start: number): Numeral | undefined {
  if (folded(source, start + 1) !== "分" || folded(source, start + 2) !== "之") return undefined;
  const at = start + 3;
  const unit = unitAt(source, at);
  if (unit === 100) return { text: "100%", end: at + 1 };
  if (unit !== 10 && !isDigit(source, at)) return undefined;
  const number = readNumeral(source, at);
  return { text: `${number.text}%`, end: number.end };
}

/** 3.5, 三点五, 9:30, 3.5万: digits with points between them. */
function readPoints(source: string, whole: Digits): Numeral {
  let { text, end } = whole;
  let points = 0;
  while (isPoint(source, end) && isDigit(source, end + 1)) {
    const fraction = readDigits(source, end + 1);
    const unit = unitAt(source, fraction.end);
    if (unit > 0) {
      if (points > 0 || unit < 10_000) break;
      return shiftPoint(source, text, fraction);
    }
    if (folded(source, end) === ":" && points > 0) break;
    text += `点${fraction.text}`;
    end = fraction.end;
    points++;
  }
  return { text, end };
}

function shiftPoint(source: string, whole: string, fraction: Digits): Numeral {
  let left = whole;
  let right = fraction.text;
  let end = fraction.end;
  for (let unit = unitAt(source, end); unit >= 10; unit = unitAt(source, end)) {
    const places = Math.round(Math.log10(unit));
    const padded = right.padEnd(places, "0");
    left += padded.slice(0, places);
    right = padded.slice(places);
    end++;
  }
  left = left.replace(/^0+(?=.)/, "");
  right = right.replace(/0+$/, "");
  return { text: right === "" ? left : `${left}点${right}`, end };
}

/** A number with units: 二十四, 一百零五, 一百二, 3万5000. */
function readValue(source: string, start: number): Numeral {
  let total = 0n; // sections already closed by 万 or 亿
  let section = 0n; // what stands before the next 万 or 亿
  let lowest = Number.POSITIVE_INFINITY; // last unit of this section
  let lowestBig = Number.POSITIVE_INFINITY;
  let last = 0;
  let at = start;
  for (;;) {
    const piece = readPiece(source, at, last);
    if (piece === undefined) break;
    const { value, unit, end } = piece;
    if (unit >= 10_000) {
      const whole = section + value;
      if (unit >= lowestBig && section === 0n && value > 0n) break;
      const multiply = unit >= lowestBig || whole === 0n;
      total = multiply ? (total + whole) * BigInt(unit) : total + whole * BigInt(unit);
      section = 0n;
      lowest = Number.POSITIVE_INFINITY;
      lowestBig = unit;
    } else if (unit > 0) {
      if (piece.bare && last > 0) {
        total = (total + section) * BigInt(unit);
        section = 0n;
      } else {
        if (unit >= lowest) break;
        section += value * BigInt(unit);
      }
      lowest = unit;
    } else {
      if (value >= BigInt(last)) break;
      return { text: String(total + section + value), end };
    }
    last = unit;
    at = end;
  }
  if (at === start) return readDigits(source, start);
  return { text: String(total + section), end: at };
}

interface Piece {
  readonly value: bigint;
  readonly unit: number;
  readonly end: number;
  /** A unit without a digit of its own before it. */
  readonly bare: boolean;
}

/** The next digits with their unit; a last digit alone takes a tenth of the unit before it (一百二), after 零 it counts ones. */
function readPiece(source: string, at: number, last: number): Piece | undefined {
  const own = unitAt(source, at);
  if (own > 0) return { value: last === 0 ? 1n : 0n, unit: own, end: at + 1, bare: true };
  if (!isDigit(source, at)) return undefined;
  const digits = readDigits(source, at);
  const zeros = digits.arabic || last === 0 ? 0 : leadingZeros(digits.text);
  const text = digits.text.slice(zeros);
  if (text === "") return undefined;
  const unit = unitAt(source, digits.end);
  if (!digits.arabic && text.length > 1) return undefined;
  if (unit > 0) return { value: BigInt(text), unit, end: digits.end + 1, bare: false };
  if (zeros > 0 || text.length > 1 || last === 10)
    return { value: BigInt(text), unit: 0, end: digits.end, bare: false };
  const character = folded(source, at);
  if (character === "两" || (character === "一" && counted.includes(folded(source, digits.end) || "。")))
    return undefined;
  return { value: (BigInt(text) * BigInt(last)) / 10n, unit: 0, end: digits.end, bare: false };
}

function leadingZeros(text: string): number {
  let zeros = 0;
  while (text[zeros] === "0") zeros++;
  return zeros;
}

/** A run of Arabic digits (with thousands separators), or a run of Chinese ones. */
function readDigits(source: string, start: number): Digits {
  const arabic = kindAt(source, start) === kinds.arabicDigit;
  const wanted = arabic ? kinds.arabicDigit : kinds.chineseDigit;
  let text = "";
  let at = start;
  for (;;) {
    if (kindAt(source, at) === wanted) {
      const code = (characterTable[source.charCodeAt(at)] ?? 0) & 0xffff;
      text += String.fromCharCode(arabic ? code : digitOfChinese(code));
      at++;
    } else if (arabic && isThousandsSeparator(source, start, at)) at++;
    else return { text, end: at, arabic };
  }
}

function isThousandsSeparator(source: string, start: number, at: number): boolean {
  const before = at - start;
  if (source[at] !== "," || before === 0 || (before > 3 && source[at - 4] !== ",")) return false;
  for (let index = at + 1; index <= at + 3; index++) {
    if (kindAt(source, index) !== kinds.arabicDigit) return false;
  }
  return kindAt(source, at + 4) !== kinds.arabicDigit;
}

function isPoint(source: string, at: number): boolean {
  const character = folded(source, at);
  return character === "点" || character === "." || character === ":";
}

function isDigit(source: string, at: number): boolean {
  const kind = kindAt(source, at);
  return kind === kinds.arabicDigit || kind === kinds.chineseDigit;
}

function kindAt(source: string, at: number): number {
  return at < source.length ? (characterTable[source.charCodeAt(at)] ?? 0) >>> 16 : kinds.plain;
}

function unitAt(source: string, at: number): number {
  return kindAt(source, at) === kinds.numeralUnit ? (units.get(folded(source, at)) ?? 0) : 0;
}

function folded(source: string, at: number): string {
  return at < source.length ? String.fromCharCode((characterTable[source.charCodeAt(at)] ?? 0) & 0xffff) : "";
}
