// What a recogniser should expect to hear 热词: the names that the standards know and the wording they prescribe.
import type { Standard } from "@tingheng/domain";
import { expandPhrase } from "../text/phrase-grammar.ts";

/** Shorter ones make every text likelier, longer ones are never said whole. */
const shortest = 2;
const longest = 12;
/** Beyond so many, engines begin to hear them everywhere. */
const most = 200;

/** Names first, each once. Of alternatives the first is taken: the others are how people get it wrong or vary it. */
export function hotWordsOf(standards: readonly Standard[]): string[] {
  const phrases = [...standards.flatMap(({ names }) => names), ...standards.flatMap(({ prescribed }) => prescribed)];
  const words = phrases.flatMap((phrase) => {
    const expansion = expandPhrase(phrase);
    const [variant] = expansion.kind === "variants" ? expansion.variants : [];
    return variant?.segments.flatMap(([wording]) => wording ?? []) ?? [];
  });
  return [...new Set(words)].filter(({ length }) => length >= shortest && length <= longest).slice(0, most);
}
