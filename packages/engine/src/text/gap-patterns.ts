// All phrases with gaps of a set, as numbers. A phrase is only looked at where its key segment, the one said least often, was found.
import { joinSegments, type SegmentPlace } from "./gap-phrases.ts";
import type { NormalText } from "./normal-text.ts";
import { NumberLists } from "./number-lists.ts";
import { isCut, keepsPlace } from "./phrase-places.ts";

/** A wording of a segment: the literal's number among those of phrases with gaps. */
export interface GapWording {
  readonly literal: number;
  readonly across: boolean;
  readonly exact: boolean;
}

export interface GapPattern {
  /** Under which its hits are reported. */
  readonly slots: readonly number[];
  /** What is asked of its place, as bits. */
  readonly asked: number;
  readonly gaps: readonly number[];
  readonly segments: readonly (readonly GapWording[])[];
}

type GapHit = (slots: readonly number[], from: number, to: number, exact: boolean, segments: readonly number[]) => void;

/** After so many texts it is known which segments are said seldom. */
const textsBeforeKeys = 2000;

// A wording in one number: two bits, and the literal above them.
const across = 1;
const exact = 2;

export class GapPatterns {
  readonly #slots: readonly (readonly number[])[];
  readonly #asked: Uint8Array;
  readonly #gaps: readonly (readonly number[])[];
  /** For each pattern its segments: how many wordings, then the wordings. */
  readonly #segments: NumberLists;
  /** For each literal the patterns whose key segment it can say. */
  #keyOf: NumberLists;
  /** The text in which a literal, or the key of a pattern, was found last. */
  readonly #foundIn: Int32Array;
  readonly #openedIn: Int32Array;
  /** How often a literal was found, until the keys are chosen. */
  readonly #found: Int32Array;
  /** Where each literal stands (from, to, …) in the text that it was found in last. */
  readonly #places: number[][];
  readonly #opened: number[] = [];
  #text = 0;

  constructor(patterns: readonly GapPattern[], literals: number, keys: readonly number[]) {
    this.#slots = patterns.map(({ slots }) => slots);
    this.#asked = Uint8Array.from(patterns, ({ asked }) => asked);
    this.#gaps = patterns.map(({ gaps }) => gaps);
    this.#segments = NumberLists.of(
      patterns.map(({ segments }) => segments.flatMap((wordings) => [wordings.length, ...wordings.map(packed)])),
    );
    this.#foundIn = new Int32Array(literals);
    this.#openedIn = new Int32Array(patterns.length);
    this.#found = new Int32Array(literals);
    this.#places = Array.from({ length: literals }, () => []);
    this.#keyOf = this.#keyedBy(keys);
  }

  /** A new text begins. */
  begin(): void {
    this.#text += 1;
    this.#opened.length = 0;
    if (this.#text === textsBeforeKeys) this.#keyOf = this.#keyedBy(this.#rarest());
  }

  /** A literal stands in the text. */
  found(literal: number, from: number, to: number): void {
    const places = this.#places[literal] as number[];
    if (this.#foundIn[literal] !== this.#text) {
      this.#foundIn[literal] = this.#text;
      this.#found[literal] = (this.#found[literal] as number) + 1;
      places.length = 0;
      const { flat, starts } = this.#keyOf;
      const end = starts[literal + 1] as number;
      for (let at = starts[literal] as number; at < end; at++) this.#open(flat[at] as number);
    }
    places.push(from, to);
  }

  /** Reports the phrases that stand in the text, all its literals found. They come in their own order, whichever segment is the key. */
  report(text: NormalText, hit: GapHit): void {
    if (this.#opened.length > 1) this.#opened.sort((a, b) => a - b);
    for (const pattern of this.#opened) {
      if (this.#isWhole(pattern)) this.#join(text, pattern, hit);
    }
  }

  #open(pattern: number): void {
    if (this.#openedIn[pattern] === this.#text) return;
    this.#openedIn[pattern] = this.#text;
    this.#opened.push(pattern);
  }

  /** Whether every segment was said somewhere. */
  #isWhole(pattern: number): boolean {
    const { flat, starts } = this.#segments;
    const end = starts[pattern + 1] as number;
    for (let at = starts[pattern] as number; at < end; ) {
      const next = at + 1 + (flat[at] as number);
      at++;
      while (at < next && this.#foundIn[(flat[at] as number) >>> 2] !== this.#text) at++;
      if (at === next) return false;
      at = next;
    }
    return true;
  }

  #join(text: NormalText, pattern: number, hit: GapHit): void {
    const { flat, starts } = this.#segments;
    const end = starts[pattern + 1] as number;
    const segments: SegmentPlace[][] = [];
    for (let at = starts[pattern] as number; at < end; ) {
      const next = at + 1 + (flat[at] as number);
      const here: SegmentPlace[] = [];
      for (at++; at < next; at++) this.#addPlaces(text, flat[at] as number, here);
      if (here.length === 0) return;
      segments.push(here);
    }
    joinSegments(segments, this.#gaps[pattern] ?? [], (spans, isExact) => {
      const from = spans[0] as number;
      const to = spans.at(-1) as number;
      if (keepsPlace(text, this.#asked[pattern] as number, from, to))
        hit(this.#slots[pattern] ?? [], from, to, isExact, spans);
    });
  }

  /** A segment may stand across punctuation only where it says so. */
  #addPlaces(text: NormalText, wording: number, places: SegmentPlace[]): void {
    if (this.#foundIn[wording >>> 2] !== this.#text) return;
    const flat = this.#places[wording >>> 2] as number[];
    for (let at = 0; at < flat.length; at += 2) {
      const from = flat[at] as number;
      const to = flat[at + 1] as number;
      if ((wording & across) !== 0 || !isCut(text, from, to)) places.push({ from, to, exact: (wording & exact) !== 0 });
    }
  }

  #literalsOf(pattern: number): number[][] {
    const numbers = this.#segments.at(pattern);
    const segments: number[][] = [];
    for (let at = 0; at < numbers.length; at += 1 + (numbers[at] as number))
      segments.push(Array.from(numbers.subarray(at + 1, at + 1 + (numbers[at] as number)), (one) => one >>> 2));
    return segments;
  }

  /** The segment of each pattern that has been found least often so far. */
  #rarest(): number[] {
    return this.#slots.map((_, pattern) => {
      const found = this.#literalsOf(pattern).map((literals) =>
        literals.reduce((sum, literal) => sum + (this.#found[literal] as number), 0),
      );
      return found.indexOf(Math.min(...found));
    });
  }

  #keyedBy(keys: readonly number[]): NumberLists {
    const patterns: number[][] = Array.from({ length: this.#places.length }, () => []);
    keys.forEach((key, pattern) => {
      for (const literal of new Set(this.#literalsOf(pattern)[key])) patterns[literal]?.push(pattern);
    });
    return NumberLists.of(patterns);
  }
}

function packed(wording: GapWording): number {
  return (wording.literal << 2) | (wording.across ? across : 0) | (wording.exact ? exact : 0);
}
