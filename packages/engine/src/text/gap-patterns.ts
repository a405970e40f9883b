// All phrases with gaps of a set, as numbers. A phrase is only looked at where its key segment, the one said least often, was found, and
// all its other segments too; then its segments are put together in order, each within the gap allowed.
import type { FoundPhrases } from "./found-phrases.ts";
import type { NormalText } from "./normal-text.ts";
import { NumberLists } from "./number-lists.ts";
import { keepsPlace } from "./phrase-places.ts";

/** Segments are numbers: the same wordings are the same segment. */
export interface GapPattern {
  /** The list of slots under which its hits are reported. */
  readonly list: number;
  /** What is asked of its place, as bits. */
  readonly asked: number;
  readonly gaps: readonly number[];
  readonly segments: readonly number[];
  /** Which segment to look for first. */
  readonly key: number;
}

/** After so many texts it is known which segments are said seldom. */
const textsBeforeKeys = 2000;

/** Numbers of a segment's place: from, to, 1 where it stands letter by letter, the places of the segment before and after it. */
const row = 5;

export class GapPatterns {
  readonly #list: Int32Array;
  readonly #asked: Uint8Array;
  readonly #gaps: NumberLists;
  readonly #segments: NumberLists;
  /** For each segment the patterns whose key it is. */
  #keyOf: NumberLists;
  /** The text in which a segment was found last, and there its first and last place. */
  readonly #foundIn: Int32Array;
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  /** In how many texts a segment was found, until the keys are chosen. */
  readonly #found: Int32Array;
  /** The places of all segments in this text; place 0 is none. */
  #places = new Int32Array(row << 8);
  #placeCount = 1;
  /** The patterns whose key was found. */
  readonly #opened: Int32Array;
  #openedCount = 0;
  #text = 0;
  // What is being put together.
  readonly #chain: Int32Array;
  readonly #spans: Int32Array;
  readonly #ends: number[] = [];

  constructor(patterns: readonly GapPattern[], segments: number) {
    this.#list = Int32Array.from(patterns, ({ list }) => list);
    this.#asked = Uint8Array.from(patterns, ({ asked }) => asked);
    this.#gaps = NumberLists.of(patterns.map(({ gaps }) => gaps));
    this.#segments = NumberLists.of(patterns.map((pattern) => pattern.segments));
    this.#foundIn = new Int32Array(segments);
    this.#first = new Int32Array(segments);
    this.#last = new Int32Array(segments);
    this.#found = new Int32Array(segments);
    this.#opened = new Int32Array(patterns.length);
    this.#keyOf = this.#keyedBy(patterns.map(({ key }) => key));
    const longest = patterns.reduce((most, pattern) => Math.max(most, pattern.segments.length), 0);
    this.#chain = new Int32Array(longest);
    this.#spans = new Int32Array(2 * longest);
  }

  /** A new text begins. */
  begin(): void {
    this.#text += 1;
    this.#openedCount = 0;
    this.#placeCount = 1;
    if (this.#text === textsBeforeKeys) this.#keyOf = this.#keyedBy(this.#rarest());
  }

  /** A segment stands in the text. Its places are kept by where they begin; of those that begin together the longest is first. */
  found(segment: number, from: number, to: number, exact: boolean): void {
    if (this.#foundIn[segment] !== this.#text) this.#open(segment);
    let places = this.#places;
    let before = this.#last[segment] as number;
    let after = 0;
    while (before !== 0 && isAfter(places, before, from, to)) {
      after = before;
      before = places[before + 3] as number;
    }
    if (before !== 0 && places[before] === from && places[before + 1] === to) return;
    const place = row * this.#placeCount++;
    if (place === places.length) places = this.#grow();
    places[place] = from;
    places[place + 1] = to;
    places[place + 2] = exact ? 1 : 0;
    places[place + 3] = before;
    places[place + 4] = after;
    if (before === 0) this.#first[segment] = place;
    else places[before + 4] = place;
    if (after === 0) this.#last[segment] = place;
    else places[after + 3] = place;
  }

  /** Adds the phrases that stand in the text, all its segments found, in the order of the phrases, whichever segment is the key. */
  report(text: NormalText, into: FoundPhrases): void {
    const opened = this.#opened;
    let whole = 0;
    for (let at = 0; at < this.#openedCount; at++) {
      const pattern = opened[at] as number;
      if (!this.#isWhole(pattern)) continue;
      let to = whole++;
      for (; to > 0 && (opened[to - 1] as number) > pattern; to--) opened[to] = opened[to - 1] as number;
      opened[to] = pattern;
    }
    for (let at = 0; at < whole; at++) this.#join(text, opened[at] as number, into);
  }

  #open(segment: number): void {
    this.#foundIn[segment] = this.#text;
    this.#found[segment] = (this.#found[segment] as number) + 1;
    this.#first[segment] = 0;
    this.#last[segment] = 0;
    const { flat, starts } = this.#keyOf;
    const end = starts[segment + 1] as number;
    for (let at = starts[segment] as number; at < end; at++) this.#opened[this.#openedCount++] = flat[at] as number;
  }

  /** Whether every segment was said somewhere. */
  #isWhole(pattern: number): boolean {
    const { flat, starts } = this.#segments;
    const end = starts[pattern + 1] as number;
    for (let at = starts[pattern] as number; at < end; at++) {
      if (this.#foundIn[flat[at] as number] !== this.#text) return false;
    }
    return true;
  }

  /** Of chains that end with the same segment only the shortest counts. */
  #join(text: NormalText, pattern: number, into: FoundPhrases): void {
    const places = this.#places;
    const chain = this.#chain;
    const ends = this.#ends;
    const first = this.#segments.starts[pattern] as number;
    const length = (this.#segments.starts[pattern + 1] as number) - first;
    ends.length = 0;
    let place = this.#last[this.#segments.flat[first] as number] as number;
    for (; place !== 0; place = places[place + 3] as number) {
      chain[0] = place;
      if (!this.#completed(1, first, length, this.#gaps.starts[pattern] as number)) continue;
      const end = places[chain[length - 1] as number] as number;
      if (ends.includes(end)) continue;
      ends.push(end);
      this.#add(text, pattern, length, into);
    }
  }

  /** Goes on with the chain from its segment `at`: of each segment the first place that fits, the longest of those that begin together. */
  #completed(at: number, first: number, length: number, gaps: number): boolean {
    if (at === length) return true;
    const places = this.#places;
    const earliest = places[(this.#chain[at - 1] as number) + 1] as number;
    const latest = earliest + (this.#gaps.flat[gaps + at - 1] as number);
    let place = this.#first[this.#segments.flat[first + at] as number] as number;
    for (; place !== 0; place = places[place + 4] as number) {
      const from = places[place] as number;
      if (from < earliest) continue;
      if (from > latest) return false;
      this.#chain[at] = place;
      if (this.#completed(at + 1, first, length, gaps)) return true;
    }
    return false;
  }

  #add(text: NormalText, pattern: number, length: number, into: FoundPhrases): void {
    const places = this.#places;
    const spans = this.#spans;
    let exact = true;
    for (let at = 0; at < length; at++) {
      const place = this.#chain[at] as number;
      spans[2 * at] = places[place] as number;
      spans[2 * at + 1] = places[place + 1] as number;
      if (places[place + 2] === 0) exact = false;
    }
    const from = spans[0] as number;
    const to = spans[2 * length - 1] as number;
    if (!keepsPlace(text, this.#asked[pattern] as number, from, to)) return;
    into.addParts(this.#list[pattern] as number, spans, 2 * length, exact);
  }

  /** The segment of each pattern that has been found least often so far. */
  #rarest(): number[] {
    return Array.from(this.#list, (_, pattern) => {
      const found = Array.from(this.#segments.at(pattern), (segment) => this.#found[segment] as number);
      return found.indexOf(Math.min(...found));
    });
  }

  #keyedBy(keys: readonly number[]): NumberLists {
    const patterns: number[][] = Array.from(this.#found, () => []);
    keys.forEach((key, pattern) => void patterns[this.#segments.at(pattern)[key] as number]?.push(pattern));
    return NumberLists.of(patterns);
  }

  #grow(): Int32Array<ArrayBuffer> {
    const places = this.#places;
    this.#places = new Int32Array(2 * places.length);
    this.#places.set(places);
    return this.#places;
  }
}

/** Whether a place comes after from … to among the places of a segment. */
function isAfter(places: Int32Array, place: number, from: number, to: number): boolean {
  const other = places[place] as number;
  return other > from || (other === from && (places[place + 1] as number) < to);
}
