// Marks that somebody gives — 八分, 给个9分, 九点五分, 八九分, 满分 — read as numbers on a scale.
import type { PreparedTurn } from "./prepared-call.ts";

/** A mark with its span in the turn's own characters. */
export interface Score {
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

const withUnit = /满分|(?<![\d.点])(\d+)(?:[.点](\d))?分(?!钟|之|店|公司|期|机|行|部)/gu;
/** 扣2分 and 差1分 name what is missing, not what is given; 满分10分 and 1到10分 name the scale. */
const notGiven = /(?:扣|差|少|减|差了|扣了|少了|满分|满分是|到|至|-)$/u;
const markOrDigit = /[分\d]/u;
const none: readonly Score[] = [];
const bareNumber = /^\D*(\d+)(?:[.点](\d))?\D*$/u;
/** A bare number counts only in an answer as short as this. */
const shortAnswer = 6;

/** `bare`: a number alone counts too (the question asked for a mark). */
export function scoresIn(turn: PreparedTurn, top: number, bare: boolean): readonly Score[] {
  const { text, starts, ends } = turn.normal;
  if (!markOrDigit.test(text)) return none;
  const found: Score[] = [];
  const add = (at: number, length: number, value: number | undefined) => {
    if (value === undefined) return;
    found.push({ from: starts[at] ?? 0, to: ends[at + length - 1] ?? 0, value });
  };
  for (const match of text.matchAll(withUnit)) {
    if (notGiven.test(text.slice(Math.max(0, match.index - 3), match.index))) continue;
    add(match.index, match[0].length, match[1] === undefined ? top : markOf(match[1], match[2], top));
  }
  if (found.length > 0 || !bare || text.length > shortAnswer || text.includes("分")) return found;
  const match = bareNumber.exec(text);
  if (match?.[1] !== undefined) add(text.indexOf(match[1]), match[1].length, markOf(match[1], match[2], top));
  return found;
}

/** 八九 is written 89: between two marks the lower counts. 100 is full marks on any scale. */
function markOf(digits: string, decimal: string | undefined, top: number): number | undefined {
  const value = Number(decimal === undefined ? digits : `${digits}.${decimal}`);
  if (value <= top) return value;
  if (value === 100) return top;
  const [first, second] = [...digits].map(Number);
  const range = digits.length === 2 && first !== undefined && second === first + 1 && first <= top;
  return range ? first : undefined;
}
