// Private data in a conversation 隐私信息: telephone, identity and bank card numbers, number plates, security codes, also where they
// are said digit by digit; and the text without them.
import type { CallRecord, Turn } from "@tingheng/domain";
import { normalise } from "../text/normal-text.ts";
import { dictationsIn, type Place, privateIn } from "./dictation.ts";
import type { PrivateKind } from "./numbers.ts";

interface PrivateSpan extends Place {
  readonly kind: PrivateKind;
}

const plate = /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][a-z\d]{5,6}/gu;
/** The code on the back of a card or in a message, where it is named before it is said. */
const securityCode =
  /(?:安全码|校验码|验证码|动态码|动态密码|cvv2?|cvc2?|security code|后[三3]位|背面)[^\d]{0,12}((?:\d[^\d]{0,2}){2,5}\d)(?!\d)/gu;

/** In the order of the conversation; neighbouring places of one kind are one span. */
export function findPrivateData(turns: readonly Turn[]): PrivateSpan[] {
  const spans = [
    ...turns.flatMap((turn, index) => [
      ...namedIn(turn, index, plate, "plate"),
      ...namedIn(turn, index, securityCode, "securityCode"),
    ]),
    ...dictationsIn(turns).flatMap((dictation) =>
      privateIn(dictation).flatMap(({ kind, digits, places }) => [
        ...places.map((place) => ({ kind, ...place })),
        ...repeatedNear(turns, places, digits).map((place) => ({ kind, ...place })),
      ]),
    ),
  ];
  return joined(spans);
}

/** A number is repeated where it was said, by either side, piece by piece. */
const nearTurns = 4;
const tellingDigits = 3;

function repeatedNear(turns: readonly Turn[], places: readonly Place[], digits: string): Place[] {
  const said = places.map(({ turn }) => turn);
  const from = Math.max(0, Math.min(...said) - nearTurns);
  return turns.slice(from, Math.max(...said) + nearTurns + 1).flatMap(({ text: source }, index) => {
    const { text, starts, ends } = normalise(source);
    return [...text.matchAll(/\d+x?/gu)].flatMap((match): Place[] => {
      const [run] = match;
      if (run.length < tellingDigits || !digits.includes(run)) return [];
      return [{ turn: from + index, from: starts[match.index] ?? 0, to: ends[match.index + run.length - 1] ?? 0 }];
    });
  });
}

function namedIn({ text: source }: Turn, turn: number, pattern: RegExp, kind: PrivateKind): PrivateSpan[] {
  const { text, starts, ends } = normalise(source);
  return [...text.matchAll(pattern)].map((match) => {
    const own = match[1] ?? match[0];
    const at = match.index + match[0].lastIndexOf(own);
    return { kind, turn, from: starts[at] ?? 0, to: ends[at + own.length - 1] ?? 0 };
  });
}

/** What parts two pieces of one number: blanks and marks, not words. */
const nearBy = 2;

function joined(spans: readonly PrivateSpan[]): PrivateSpan[] {
  const order = spans.toSorted((a, b) => a.turn - b.turn || a.from - b.from || b.to - a.to);
  const all: { kind: PrivateKind; turn: number; from: number; to: number }[] = [];
  for (const span of order) {
    const last = all.at(-1);
    if (last !== undefined && last.turn === span.turn && span.from <= last.to + nearBy)
      last.to = Math.max(last.to, span.to);
    else all.push({ ...span });
  }
  return all;
}

/** The same conversation with `*` for every character of a span; everything keeps its place, words as well. */
export function withoutPrivateData(call: CallRecord, spans: readonly PrivateSpan[]): CallRecord {
  if (call.turns === undefined || spans.length === 0) return call;
  const turns = call.turns.map((turn, index) => {
    const own = spans.filter((span) => span.turn === index);
    if (own.length === 0) return turn;
    const hidden = (from: number, text: string) =>
      [...text].reduce(
        (done, sign) => {
          const inside = own.some((span) => done.at >= span.from && done.at < span.to);
          return { at: done.at + sign.length, text: done.text + (inside ? "*".repeat(sign.length) : sign) };
        },
        { at: from, text: "" },
      ).text;
    const words =
      turn.words === undefined
        ? undefined
        : placedWords(turn).map(({ word, from }) => ({ ...word, text: hidden(from, word.text) }));
    return { ...turn, text: hidden(0, turn.text), ...(words === undefined ? {} : { words }) };
  });
  return { ...call, turns };
}

interface PlacedWord {
  readonly word: NonNullable<Turn["words"]>[number];
  readonly from: number;
  readonly to: number;
}

/** Words are found one after another in the text; one that is not in it stands where the last one ended. */
function placedWords({ text, words = [] }: Turn): PlacedWord[] {
  let at = 0;
  return words.map((word) => {
    const found = text.indexOf(word.text, at);
    const from = found < 0 ? at : found;
    at = found < 0 ? at : found + word.text.length;
    return { word, from, to: found < 0 ? from : at };
  });
}

interface PrivateTimes {
  readonly stretches: readonly { readonly startMs: number; readonly endMs: number }[];
  /** Spans whose words have no times: the sound can't be silenced there. */
  readonly untimed: number;
}

/** When private data are said, by the times of their words, with `padMs` before and after. */
export function privateTimes(turns: readonly Turn[], spans: readonly PrivateSpan[], padMs = 80): PrivateTimes {
  const stretches: { startMs: number; endMs: number }[] = [];
  let untimed = 0;
  for (const span of spans) {
    const turn = turns[span.turn];
    const words =
      turn === undefined ? [] : placedWords(turn).filter(({ from, to }) => from < span.to && to > span.from);
    const starts = words.flatMap(({ word }) => word.startMs ?? []);
    const ends = words.flatMap(({ word }) => word.endMs ?? []);
    if (starts.length === 0 || ends.length === 0) untimed += 1;
    else stretches.push({ startMs: Math.max(0, Math.min(...starts) - padMs), endMs: Math.max(...ends) + padMs });
  }
  return { stretches, untimed };
}
