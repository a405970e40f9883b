// Many phrases searched at once in a normalised text. Literal segments are found by one matcher; what a phrase asks beyond its letters
// (word and number boundaries, punctuation, whole clauses, gaps) is checked on the hits.

import { AppError } from "@tingheng/domain";
import { SegmentHits } from "./gap-phrases.ts";
import { LiteralMatcher, mostLiterals } from "./literal-matcher.ts";
import { marks, type NormalText, normalise } from "./normal-text.ts";
import { expandPhrase } from "./phrase-grammar.ts";
import { canSound, SoundMatcher } from "./sound-matcher.ts";
import { SoundStream } from "./sound-stream.ts";
import { type SoundTolerance, usualTolerance } from "./sound-tolerance.ts";

/** sound: same or near pinyin, one syllable in five wrong, fillers inserted. */
export type Tolerance = "exact" | "sound";

export interface PhraseOptions {
  readonly tolerance?: Tolerance;
  /** May punctuation stand inside a segment? By default in segments of three units and more. Blanks always may. */
  readonly across?: boolean;
  /** The hit must be a whole clause between punctuation marks, or the whole turn. */
  readonly whole?: "clause" | "turn";
  /** A question mark must follow at once. */
  readonly question?: boolean;
}

/**
 * One hit: units `from` … `to` of the text. `exact` is false when it was only found by its sound. `segments` are the literal parts
 * as from, to, from, to …, without what stands in the gaps; undefined when the hit is one literal part.
 */
export type PhraseHit = (
  slot: number,
  from: number,
  to: number,
  exact: boolean,
  segments: readonly number[] | undefined,
) => void;

export interface PhraseSet {
  /**
   * Reports every hit of every phrase, in no promised order. A phrase with gaps is reported as short as possible, once for each last
   * segment it can end with. By sound, overlapping hits of one phrase are reported as the best of them. `emit` must not scan the same set.
   */
  scan(text: NormalText, emit: PhraseHit): void;
}

interface Pattern {
  readonly slot: number;
  readonly gaps: readonly number[];
  readonly whole: "clause" | "turn" | undefined;
  readonly question: boolean;
  /** Its segments are reported from left to right. */
  readonly ordered: boolean;
}

/** Which segment of which pattern a literal is. */
interface Owner {
  readonly pattern: number;
  readonly segment: number;
  readonly across: boolean;
  /** Nothing is left to check: report the hit at once. */
  readonly plain: boolean;
}

const edge = { startDigit: 1, endDigit: 2, startLetter: 4, endLetter: 8 } as const;

type Literals = Map<string, Owner[]>;

export class PhraseSetBuilder {
  readonly #patterns: Pattern[] = [];
  readonly #exact: Literals = new Map();
  readonly #sound: Literals = new Map();
  readonly #known = new Set<string>();
  readonly #tolerance: SoundTolerance;
  readonly #stream: SoundStream;

  constructor(tolerance: SoundTolerance = usualTolerance) {
    this.#tolerance = tolerance;
    this.#stream = new SoundStream(tolerance);
  }

  /** Adds a phrase under the caller's number; a phrase that breaks the grammar throws `standard.invalid`. */
  add(phrase: string, slot: number, options: PhraseOptions = {}): void {
    const expansion = expandPhrase(phrase);
    if (expansion.kind === "problem") {
      const where = `${phrase} (${expansion.at + 1})`;
      throw new AppError("standard.invalid", { where, expected: expansion.expected, found: expansion.found });
    }
    for (const { segments, gaps } of expansion.variants) {
      const texts = segments.map((segment) => normalise(segment));
      const across = texts.map((text) => options.across ?? (text.length >= 3 || hasPunctuation(text)));
      const key = JSON.stringify([texts.map((text) => text.text), gaps, across, slot, options]);
      if (this.#known.has(key)) continue;
      this.#known.add(key);
      const pattern = this.#patterns.length;
      const sound = options.tolerance === "sound";
      const question = options.question === true;
      this.#patterns.push({ slot, gaps, whole: options.whole, question, ordered: !sound });
      texts.forEach((text, segment) => {
        const over = across[segment] === true;
        this.#addLiteral(this.#exact, text.text, pattern, segment, over);
        if (sound && canSound(text, this.#stream)) this.#addLiteral(this.#sound, text.text, pattern, segment, over);
      });
    }
  }

  build(): PhraseSet {
    return new CompiledPhraseSet(this.#patterns, this.#exact, this.#sound, this.#tolerance);
  }

  #addLiteral(literals: Literals, literal: string, pattern: number, segment: number, across: boolean): void {
    const { gaps, whole, question } = this.#patterns[pattern] as Pattern;
    const plain = gaps.length === 0 && whole === undefined && !question && across;
    const owner = { pattern, segment, across, plain };
    const owners = literals.get(literal);
    if (owners === undefined) literals.set(literal, [owner]);
    else owners.push(owner);
  }
}

/** Literals that one matcher searches, with what its hits mean. */
interface Searched {
  readonly owners: readonly (readonly Owner[])[];
  readonly edges: Uint8Array;
  /** The number of each literal among those searched by sound, −1 for none. */
  readonly alsoSound: Int32Array;
}

class CompiledPhraseSet implements PhraseSet {
  readonly #patterns: readonly Pattern[];
  readonly #exact: readonly (Searched & { readonly matcher: LiteralMatcher })[];
  readonly #sound: Searched & { readonly matcher: SoundMatcher };

  constructor(patterns: readonly Pattern[], exact: Literals, sound: Literals, tolerance: SoundTolerance) {
    const numbers = new Map([...sound.keys()].map((literal, index) => [literal, index]));
    this.#patterns = patterns;
    this.#exact = inParts([...exact]).map((part) => ({
      ...searched(part, numbers),
      matcher: new LiteralMatcher(part.map(([text]) => text)),
    }));
    this.#sound = { ...searched([...sound], numbers), matcher: new SoundMatcher([...sound.keys()], tolerance) };
  }

  scan(text: NormalText, emit: PhraseHit): void {
    const open = new Map<number, SegmentHits>();
    // Where a literal that is also searched by sound stands as it is: literal, from, to, …
    const standing: number[] = [];
    for (const part of this.#exact) {
      part.matcher.scan(text.codes, text.offset, text.length, (literal, from, to) => {
        const sound = part.alsoSound[literal] as number;
        if (sound >= 0) standing.push(sound, from, to);
        this.#take(part, literal, text, from, to, true, open, emit);
      });
    }
    const sound = this.#sound;
    if (sound.owners.length > 0) {
      sound.matcher.scan(text, (literal, from, to) => {
        if (!overlapsOne(standing, literal, from, to)) this.#take(sound, literal, text, from, to, false, open, emit);
      });
    }
    if (open.size > 0) this.#join(text, open, emit);
  }

  #take(
    { owners, edges }: Searched,
    literal: number,
    text: NormalText,
    from: number,
    to: number,
    exact: boolean,
    open: Map<number, SegmentHits>,
    emit: PhraseHit,
  ): void {
    // What only sounds like a phrase may be digits of a longer number: 444 is no 是是是.
    const asked = (edges[literal] as number) | (exact ? 0 : edge.startDigit | edge.endDigit);
    if (asked !== 0 && !standsFree(text, from, to, asked)) return;
    for (const owner of owners[literal] as readonly Owner[]) {
      const pattern = this.#patterns[owner.pattern] as Pattern;
      if (owner.plain) emit(pattern.slot, from, to, exact, undefined);
      else if (!owner.across && isCut(text, from, to)) continue;
      else if (pattern.gaps.length > 0) this.#keepSegment(owner, pattern, open)?.add(owner.segment, from, to, exact);
      else if (keepsPlace(text, pattern, from, to)) emit(pattern.slot, from, to, exact, undefined);
    }
  }

  #keepSegment(owner: Owner, pattern: Pattern, open: Map<number, SegmentHits>): SegmentHits | undefined {
    let hits = open.get(owner.pattern);
    if (hits === undefined) {
      // From left to right there is no second segment without a first one before it.
      if (owner.segment > 0 && pattern.ordered && this.#exact.length === 1) return undefined;
      hits = new SegmentHits(pattern.gaps.length + 1);
      open.set(owner.pattern, hits);
    }
    return hits;
  }

  #join(text: NormalText, open: ReadonlyMap<number, SegmentHits>, emit: PhraseHit): void {
    for (const [number, hits] of open) {
      const pattern = this.#patterns[number] as Pattern;
      hits.join(pattern.gaps, (spans, exact) => {
        const from = spans[0] as number;
        const to = spans.at(-1) as number;
        if (keepsPlace(text, pattern, from, to)) emit(pattern.slot, from, to, exact, spans);
      });
    }
  }
}

function searched(
  literals: readonly (readonly [string, readonly Owner[]])[],
  soundNumbers: ReadonlyMap<string, number>,
): Searched {
  return {
    owners: literals.map(([, owners]) => owners),
    edges: Uint8Array.from(literals, ([literal]) => edgesOf(literal)),
    alsoSound: Int32Array.from(literals, ([literal]) => soundNumbers.get(literal) ?? -1),
  };
}

function overlapsOne(standing: readonly number[], literal: number, from: number, to: number): boolean {
  for (let at = 0; at < standing.length; at += 3) {
    if (standing[at] === literal && (standing[at + 1] as number) < to && (standing[at + 2] as number) > from)
      return true;
  }
  return false;
}

function inParts<Item>(items: readonly Item[]): Item[][] {
  const parts: Item[][] = [];
  for (let from = 0; from < items.length; from += mostLiterals) parts.push(items.slice(from, from + mostLiterals));
  return parts;
}

function hasPunctuation(text: NormalText): boolean {
  return isCut(text, 0, text.length);
}

/** Does punctuation stand inside the units from … to? */
function isCut(text: NormalText, from: number, to: number): boolean {
  for (let at = from + 1; at < to; at++) if ((text.breaks[at] as number) >= marks.comma) return true;
  return false;
}

function keepsPlace(text: NormalText, { whole, question }: Pattern, from: number, to: number): boolean {
  if (question && text.breaks[to] !== marks.questionMark) return false;
  if (whole === "turn") return from === 0 && to === text.length;
  if (whole === undefined) return true;
  return (text.breaks[from] as number) >= marks.comma && (text.breaks[to] as number) >= marks.comma;
}

function edgesOf(literal: string): number {
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
function standsFree(text: NormalText, from: number, to: number, edges: number): boolean {
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
