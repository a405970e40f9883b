// All phrases with gaps of a set, as numbers. A phrase is only looked at where its key segment, the one said least often, was found, and
// all its other segments too; then its segments are put together in order, each within the gap allowed.
import type { FoundPhrases } from "./found-phrases.ts";
import type { NormalText } from "./normal-text.ts";
import { NumberLists } from "./number-lists.ts";
import { keepsPlace } from "./phrase-places.ts";
import { SegmentChains } from "./segment-chains.ts";

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

/** Numbers of a place where a literal stands: from, to, flags, and the place before it of a literal that means the same. */
const row = 4;
const cutFlag = 1;
const exactFlag = 2;

export class GapPatterns {
  readonly #list: Int32Array;
  readonly #asked: Uint8Array;
  readonly #gaps: NumberLists;
  readonly #segments: NumberLists;
  /** For each segment what the literals that word it mean, above the bit that says whether they may run across punctuation. */
  readonly #wordings: NumberLists;
  /** For each meaning of literals the patterns whose key segment it can say. */
  #keyOf: NumberLists;
  /** For each pattern its other segments, those said least often first. */
  #others: NumberLists;
  /** The text in which a meaning was found last, and there its last place. */
  readonly #foundIn: Int32Array;
  readonly #last: Int32Array;
  /** In how many texts a meaning was found, until the keys are chosen. */
  readonly #found: Int32Array;
  /** The places of all meanings in this text; place 0 is none. */
  #places = new Int32Array(row << 8);
  #placeCount = 1;
  /** The patterns whose key was found in this text, and the text in which each was so last. */
  readonly #opened: Int32Array;
  readonly #openedIn: Int32Array;
  #openedCount = 0;
  #text = 0;
  readonly #chains = new SegmentChains();

  /** `meanings`: how many there are; `wordings`: of each segment. */
  constructor(patterns: readonly GapPattern[], wordings: NumberLists, meanings: number) {
    this.#list = Int32Array.from(patterns, ({ list }) => list);
    this.#asked = Uint8Array.from(patterns, ({ asked }) => asked);
    this.#gaps = NumberLists.of(patterns.map(({ gaps }) => gaps));
    this.#segments = NumberLists.of(patterns.map(({ segments }) => segments));
    this.#wordings = wordings;
    this.#foundIn = new Int32Array(meanings);
    this.#last = new Int32Array(meanings);
    this.#found = new Int32Array(meanings);
    this.#opened = new Int32Array(patterns.length);
    this.#openedIn = new Int32Array(patterns.length);
    this.#keyOf = this.#keyedBy(patterns.map(({ key }) => key));
    this.#others = NumberLists.of(patterns.map(({ key, segments }) => segments.filter((_, index) => index !== key)));
  }

  /** A new text begins. */
  begin(): void {
    this.#text += 1;
    this.#openedCount = 0;
    this.#placeCount = 1;
    if (this.#text === textsBeforeKeys) this.#chooseKeys();
  }

  /** A literal stands in the text; `cut`: punctuation stands inside it. */
  found(meaning: number, from: number, to: number, cut: boolean, exact: boolean): void {
    if (this.#foundIn[meaning] !== this.#text) this.#open(meaning);
    const place = row * this.#placeCount++;
    if (place === this.#places.length) this.#grow();
    const places = this.#places;
    places[place] = from;
    places[place + 1] = to;
    places[place + 2] = (cut ? cutFlag : 0) | (exact ? exactFlag : 0);
    places[place + 3] = this.#last[meaning] as number;
    this.#last[meaning] = place;
  }

  /** Adds the phrases that stand in the text, all its literals found, in the order of the phrases, whichever segment is the key. */
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

  #open(meaning: number): void {
    this.#foundIn[meaning] = this.#text;
    this.#found[meaning] = (this.#found[meaning] as number) + 1;
    this.#last[meaning] = 0;
    const { flat, starts } = this.#keyOf;
    const end = starts[meaning + 1] as number;
    for (let at = starts[meaning] as number; at < end; at++) {
      const pattern = flat[at] as number;
      if (this.#openedIn[pattern] === this.#text) continue;
      this.#openedIn[pattern] = this.#text;
      this.#opened[this.#openedCount++] = pattern;
    }
  }

  /** Whether every segment was said somewhere; the key was, or the pattern would not be asked. */
  #isWhole(pattern: number): boolean {
    const { flat, starts } = this.#others;
    const end = starts[pattern + 1] as number;
    for (let at = starts[pattern] as number; at < end; at++) if (!this.#isSaid(flat[at] as number)) return false;
    return true;
  }

  #isSaid(segment: number): boolean {
    const { flat, starts } = this.#wordings;
    const end = starts[segment + 1] as number;
    for (let at = starts[segment] as number; at < end; at++) {
      if (this.#foundIn[(flat[at] as number) >>> 1] === this.#text) return true;
    }
    return false;
  }

  #join(text: NormalText, pattern: number, into: FoundPhrases): void {
    const chains = this.#chains;
    const { flat, starts } = this.#segments;
    const end = starts[pattern + 1] as number;
    chains.begin();
    for (let at = starts[pattern] as number; at < end; at++) {
      if (!this.#addPlaces(flat[at] as number)) return;
    }
    const count = chains.find(this.#gaps, this.#gaps.starts[pattern] as number);
    const length = chains.chainLength;
    const { spans } = chains;
    for (let at = 0; at < count * length; at += length) {
      const last = at + length - 1;
      if (keepsPlace(text, this.#asked[pattern] as number, spans[at] as number, spans[last - 1] as number))
        into.addParts(this.#list[pattern] as number, spans, at, last, spans[last] === 1);
    }
  }

  /** Whether the segment stands anywhere: across punctuation only where it says so. */
  #addPlaces(segment: number): boolean {
    const { flat, starts } = this.#wordings;
    const places = this.#places;
    const chains = this.#chains;
    const end = starts[segment + 1] as number;
    chains.addSegment();
    for (let at = starts[segment] as number; at < end; at++) {
      const wording = flat[at] as number;
      if (this.#foundIn[wording >>> 1] !== this.#text) continue;
      for (let place = this.#last[wording >>> 1] as number; place !== 0; place = places[place + 3] as number) {
        const flags = places[place + 2] as number;
        if ((wording & 1) !== 0 || (flags & cutFlag) === 0)
          chains.addPlace(places[place] as number, places[place + 1] as number, (flags & exactFlag) !== 0);
      }
    }
    return chains.closeSegment();
  }

  /** The key of each pattern becomes the segment that has been found least often so far. */
  #chooseKeys(): void {
    const foundOf = (segment: number) =>
      this.#wordings.at(segment).reduce((sum, wording) => sum + (this.#found[wording >>> 1] as number), 0);
    const rarest = Array.from(this.#list, (_, pattern) => {
      const segments = Array.from(this.#segments.at(pattern), (segment, index) => ({ segment, index }));
      return segments.sort((a, b) => foundOf(a.segment) - foundOf(b.segment));
    });
    this.#keyOf = this.#keyedBy(rarest.map(([first]) => first?.index ?? 0));
    this.#others = NumberLists.of(rarest.map(([, ...others]) => others.map(({ segment }) => segment)));
  }

  #keyedBy(keys: readonly number[]): NumberLists {
    const patterns: number[][] = Array.from(this.#found, () => []);
    keys.forEach((key, pattern) => {
      const segment = this.#segments.at(pattern)[key] as number;
      for (const wording of this.#wordings.at(segment)) patterns[wording >>> 1]?.push(pattern);
    });
    return NumberLists.of(patterns);
  }

  #grow(): void {
    const places = this.#places;
    this.#places = new Int32Array(2 * places.length);
    this.#places.set(places);
  }
}
