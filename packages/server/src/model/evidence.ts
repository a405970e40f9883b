// Whether a quotation stands in the call: looked for as the engine reads text, given back in the call's own words, without private
// numbers. One that stands nowhere makes the whole answer void.
import type { Turn } from "@tingheng/domain";
import { type ModelAnswer, normalise } from "@tingheng/engine";

export type Quote = ModelAnswer["quotes"][number];

/** A piece of a turn proves something from so many characters on; a whole turn (「对」, 「是的」) always does. */
const leastCharacters = 2;

/** All quotations in the words of the call; undefined where there are none, or where one does not stand where it is said to stand. */
export function provenQuotes(
  said: readonly Quote[],
  turns: readonly Turn[],
  hidden: readonly Turn[],
): readonly Quote[] | undefined {
  const proven: Quote[] = [];
  for (const { turn, text } of said) {
    const own = turns[turn]?.text;
    const shown = hidden[turn]?.text;
    const found = own === undefined || shown === undefined ? undefined : placeOf(text, own, shown);
    if (found === undefined) return undefined;
    proven.push({ turn, text: found });
  }
  return proven.length === 0 ? undefined : proven;
}

/** The quoted words as they stand in `own`; `shown` is what the model saw of it, character for character. */
function placeOf(quote: string, own: string, shown: string): string | undefined {
  const exact = quote.trim();
  const at = exact === "" ? -1 : shown.indexOf(exact);
  const span = at >= 0 ? { from: at, to: at + exact.length } : likeIn(quote, shown);
  if (span === undefined) return undefined;
  const open = longestOpen(own.slice(span.from, span.to), shown.slice(span.from, span.to));
  const words = normalise(open).text;
  const whole = normalise(own).text;
  // A piece of a numeral (三十 of 三十五) stands in the characters but not in what they say.
  if (words === "" || !whole.includes(words)) return undefined;
  return words.length >= leastCharacters || words === whole ? open : undefined;
}

function likeIn(quote: string, shown: string): { from: number; to: number } | undefined {
  const wanted = normalise(quote).text;
  const { text, starts, ends } = normalise(shown);
  const at = wanted === "" ? -1 : text.indexOf(wanted);
  return at < 0 ? undefined : { from: starts[at] ?? 0, to: ends[at + wanted.length - 1] ?? 0 };
}

/** The longest stretch that was not hidden. */
function longestOpen(own: string, shown: string): string {
  let best = "";
  let from = 0;
  for (let at = 0; at <= own.length; at++) {
    if (at < own.length && own[at] === shown[at]) continue;
    const stretch = own.slice(from, at).trim();
    if (stretch.length > best.length) best = stretch;
    from = at + 1;
  }
  return best;
}
