// What has to be hidden in a text of one call: the numbers and names that the call is known to have, and every number that is
// private by its own rules, written or said digit by digit.
import { hideSpans, maskName } from "@tingheng/domain";
import { findPrivateData, normalise, privateNumber } from "@tingheng/engine";

/** What is known of the customer of a call. */
export interface PrivateFacts {
  /** Digits alone, without the country's code. */
  readonly numbers: readonly string[];
  readonly names: readonly string[];
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const shortestNumber = 7;

/** The digits of a number as they are looked for in texts; undefined where there are too few to be anybody's. */
export function coreOf(number: string | undefined): string | undefined {
  const digits = number?.normalize("NFKC").replace(/\D/g, "").replace(/^0+/, "") ?? "";
  const core = /(1[3-9]\d{9})$/.exec(digits)?.[1] ?? digits;
  return core.length < shortestNumber ? undefined : core;
}

/** The text with `*` for everything private; as long as before. */
export function hidePrivate(text: string, facts: PrivateFacts): string {
  const spans = [
    ...privateSpans(text, facts),
    ...findPrivateData([{ speaker: "customer", text }]).map(({ from, to }) => ({ from, to })),
  ];
  return hideNames(hideSpans(text, spans), facts);
}

export function hideNames(text: string, { names }: PrivateFacts): string {
  return names.reduce((hidden, name) => hidden.replaceAll(name, maskName(name)), text);
}

/** Known numbers wherever they stand, and written numbers that are private by themselves. */
export function privateSpans(text: string, { numbers }: PrivateFacts): Span[] {
  const said = digitsOf(text);
  if (said.text.length < shortestNumber) return [];
  const known = numbers.flatMap((number) => placesOf(said, number));
  const written = [...text.matchAll(/[0-9０-９](?:[\s-]?[0-9０-９])+[xX]?/gu)].flatMap((run) => {
    if (isPrivate(run[0])) return [spanOf(run)];
    // Names of files put numbers, days and times in one row.
    const parts = [...run[0].matchAll(/[0-9０-９]+[xX]?/gu)].filter(([part]) => isPrivate(part));
    return parts.map((part) => spanOf(part, run.index));
  });
  return [...known, ...written];
}

function isPrivate(run: string): boolean {
  const digits = run.normalize("NFKC").replace(/[\s-]/g, "").toLowerCase();
  return (privateNumber(digits) ?? privateNumber(digits.replace(/^0+/, ""))) !== undefined;
}

function spanOf({ 0: text, index }: RegExpExecArray, offset = 0): Span {
  return { from: offset + index, to: offset + index + text.length };
}

interface Digits {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** All digits of a text, also those written as numerals, with their places. */
function digitsOf(source: string): Digits {
  const { text, starts, ends } = normalise(source);
  const places = [...text].flatMap((sign, index) => (/\d/.test(sign) ? [index] : []));
  return {
    text: places.map((place) => text[place]).join(""),
    starts: places.map((place) => starts[place] ?? 0),
    ends: places.map((place) => ends[place] ?? 0),
  };
}

function placesOf({ text, starts, ends }: Digits, number: string): Span[] {
  const places: Span[] = [];
  for (let at = text.indexOf(number); at >= 0; at = text.indexOf(number, at + 1)) {
    for (let digit = at; digit < at + number.length; digit += 1)
      places.push({ from: starts[digit] ?? 0, to: ends[digit] ?? 0 });
  }
  return places;
}
