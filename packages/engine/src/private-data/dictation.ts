// A number that is said digit by digit 逐位报号: in pieces, over several turns while the other side says 嗯, with slips that are
// taken back (「幺三八……不对,幺三九」). Every digit of it is found, those taken back as well.
import type { Turn } from "@tingheng/domain";
import { normalise } from "../text/normal-text.ts";
import { type PrivateKind, privateNumber } from "./numbers.ts";

/** Characters of one turn's own text. */
export interface Place {
  readonly turn: number;
  readonly from: number;
  readonly to: number;
}

/** Digits of one speaker that may be one number. */
interface Dictation {
  readonly digits: readonly { readonly digit: string; readonly place: Place }[];
  /** Counts of digits at which a piece begins: a number begins and ends with a piece. */
  readonly pieces: readonly number[];
  /** Counts of digits after which a slip was taken back. */
  readonly corrections: readonly number[];
}

/** So many characters between two pieces are still the same number: 嗯, 然后, 后面是. */
const bridged = 6;
/** A turn of the other side of up to so many characters doesn't part a number. */
const listened = 8;
const takenBack = /不对|错了|不是|说错|搞错|重说|重新|哦不|啊不|更正|wrong|sorry|no/u;
/** What ends a number: what follows is counted or paid, or another thing begins. */
const counted = /^(?:下|些|块|元|个|年|月|号|天|分|点|岁|次|兆|位|楼|层|栋|室|g|m)/u;

export function dictationsIn(turns: readonly Turn[]): Dictation[] {
  const all: Dictation[] = [];
  for (const speaker of new Set(turns.map(voiceOf))) {
    let open = emptyDictation();
    const close = () => {
      if (open.digits.length > 0) all.push(open);
      open = emptyDictation();
    };
    for (const [index, turn] of turns.entries()) {
      if (voiceOf(turn) !== speaker) {
        if (normalise(turn.text).length > listened && !isEcho(turn.text)) close();
        continue;
      }
      for (const piece of piecesOf(turn.text)) {
        if (piece.kind === "digits") {
          open.pieces.push(open.digits.length);
          for (const { digit, from, to } of piece.digits) open.digits.push({ digit, place: { turn: index, from, to } });
        } else if (takenBack.test(piece.text)) open.corrections.push(open.digits.length);
        else if (piece.text.length > bridged || counted.test(piece.text)) close();
      }
    }
    close();
  }
  return all;
}

const emptyDictation = () => ({
  digits: [] as { digit: string; place: Place }[],
  pieces: [] as number[],
  corrections: [] as number[],
});

const voiceOf = ({ speaker, speakerLabel }: Turn): string => `${speaker} ${speakerLabel ?? ""}`;

/** Digits repeated to show that they were heard. */
const isEcho = (text: string): boolean => /^\D{0,4}\d[\d\D]{0,3}\d*\D{0,4}$/u.test(normalise(text).text);

type Piece =
  | { readonly kind: "words"; readonly text: string }
  | {
      readonly kind: "digits";
      readonly digits: readonly { readonly digit: string; readonly from: number; readonly to: number }[];
    };

function piecesOf(source: string): Piece[] {
  const { text, starts, ends } = normalise(source);
  return [...text.matchAll(/\d+x?|[^\d]+/gu)].flatMap((match): Piece[] => {
    const [found] = match;
    if (!/^\d/u.test(found)) return [{ kind: "words", text: found }];
    // 记一下, 三点: the last digit belongs to what follows.
    const counts = counted.test(text.slice(match.index + found.length)) ? 1 : 0;
    const digits = [...found].slice(0, found.length - counts).map((digit, index) => ({
      digit,
      from: starts[match.index + index] ?? 0,
      to: ends[match.index + index] ?? 0,
    }));
    return digits.length === 0 ? [] : [{ kind: "digits", digits }];
  });
}

interface PrivateNumber {
  readonly kind: PrivateKind;
  readonly digits: string;
  readonly places: readonly Place[];
}

/** What a dictation holds under any reading of its corrections, with the places of all its digits, taken back or not. */
export function privateIn(dictation: Dictation): PrivateNumber[] {
  return readingsOf(dictation).flatMap((reading) =>
    numbersIn(reading).map(({ kind, digits, from, to }) => ({
      kind,
      digits,
      places: dictation.digits.slice(from, to).map(({ place }) => place),
    })),
  );
}

/** The digits that count, each with its place in the dictation, and where a number may begin and end. */
interface Reading {
  readonly text: string;
  readonly places: readonly number[];
  readonly edges: ReadonlySet<number>;
  /** With a slip taken back: the count of digits before the new ones, which the number must hold. */
  readonly mended?: number;
}

const longestSlip = 11;

/** As said; and for each slip with so many digits before it replaced by those after it. */
function readingsOf({ digits, pieces, corrections }: Dictation): Reading[] {
  const edges = new Set([...pieces, digits.length]);
  const without = (from: number, to: number): Reading => {
    const places = digits.map((_, place) => place).filter((place) => place < from || place >= to);
    return {
      text: places.map((place) => digits[place]?.digit).join(""),
      places,
      edges: new Set(
        [...edges].filter((edge) => edge <= from || edge >= to).map((edge) => (edge >= to ? edge - (to - from) : edge)),
      ),
      ...(to > from ? { mended: from } : {}),
    };
  };
  const slips = corrections.flatMap((at) =>
    Array.from({ length: Math.min(longestSlip, at) }, (_, back) => without(at - back - 1, at)),
  );
  return [without(0, 0), ...slips];
}

const lengths = [19, 18, 17, 16, 13, 12, 11, 10] as const;

/** The longest number at each edge that keeps its own rules and ends at an edge; `from` and `to` count in the dictation. */
function numbersIn({
  text,
  places,
  edges,
  mended,
}: Reading): { kind: PrivateKind; digits: string; from: number; to: number }[] {
  return [...edges].flatMap((at) => {
    for (const length of lengths) {
      const end = at + length;
      if (end > text.length || !edges.has(end)) continue;
      if (mended !== undefined && (mended < at || mended >= end)) continue;
      const kind = privateNumber(text.slice(at, end));
      const [first, last] = [places[at], places[end - 1]];
      if (kind === undefined || first === undefined || last === undefined) continue;
      // What was taken back before the number's very beginning is hidden with it.
      const from = mended === at ? Math.max(0, first - longestSlip) : first;
      return [{ kind, digits: text.slice(at, end), from, to: last + 1 }];
    }
    return [];
  });
}
