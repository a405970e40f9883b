// What a phrase asks of the place where its letters stand: word and number boundaries, punctuation, whole clauses.
import { marks, type NormalText } from "./normal-text.ts";

/** What is asked of a place, as bits. */
export const asks = { across: 1, question: 2, clause: 4, turn: 8 } as const;

/** Which edges of a literal are digits or letters. */
export const edge = { startDigit: 1, endDigit: 2, startLetter: 4, endLetter: 8 } as const;

export function askedBy(across: boolean, whole: "clause" | "turn" | undefined, question: boolean): number {
  return (across ? asks.across : 0) | (question ? asks.question : 0) | (whole === undefined ? 0 : asks[whole]);
}

/** Does punctuation stand inside the units from … to? */
export function isCut(text: NormalText, from: number, to: number): boolean {
  for (let at = from + 1; at < to; at++) if ((text.breaks[at] as number) >= marks.comma) return true;
  return false;
}

/** Whether a place is followed by a question mark, or the whole clause or turn, where that is asked. */
export function keepsPlace(text: NormalText, asked: number, from: number, to: number): boolean {
  if ((asked & asks.question) !== 0 && text.breaks[to] !== marks.questionMark) return false;
  if ((asked & asks.turn) !== 0) return from === 0 && to === text.length;
  if ((asked & asks.clause) === 0) return true;
  return (text.breaks[from] as number) >= marks.comma && (text.breaks[to] as number) >= marks.comma;
}

export function edgesOf(literal: string): number {
  const first = literal.charCodeAt(0);
  const last = literal.charCodeAt(literal.length - 1);
  return (
    (isDigit(first) ? edge.startDigit : 0) |
    (isDigit(last) ? edge.endDigit : 0) |
    (isLetter(first) ? edge.startLetter : 0) |
    (isLetter(last) ? edge.endLetter : 0)
  );
}

/** A digit at the edge of a phrase must not be part of a longer number, a Latin letter not of a longer word. */
export function standsFree(text: NormalText, from: number, to: number, edges: number): boolean {
  const { starts, ends, breaks, codes, offset } = text;
  if (from > 0) {
    if ((edges & edge.startDigit) !== 0 && starts[from - 1] === starts[from]) return false;
    if ((edges & edge.startLetter) !== 0 && breaks[from] === 0 && isLetter(codes[offset + from - 1] as number))
      return false;
  }
  if (to < text.length) {
    const next = codes[offset + to] as number;
    if ((edges & edge.endDigit) !== 0 && ends[to - 1] === ends[to] && (isDigit(next) || next === point)) return false;
    if ((edges & edge.endLetter) !== 0 && breaks[to] === 0 && isLetter(next)) return false;
  }
  return true;
}

const point = "点".charCodeAt(0);

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0xc0 && code < 0x250);
}
