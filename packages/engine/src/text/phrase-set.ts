// Many phrases searched at once in a normalised text. Literal segments are found by one matcher; what a phrase asks beyond its letters
// (word and number boundaries, punctuation, whole clauses, gaps) is checked on the hits.

import { AppError } from "@tingheng/domain";
import { type GapPattern, GapPatterns, type GapWording } from "./gap-patterns.ts";
import { LiteralMatcher, mostLiterals } from "./literal-matcher.ts";
import { type NormalText, normalise } from "./normal-text.ts";
import { NumberLists } from "./number-lists.ts";
import { expandPhrase } from "./phrase-grammar.ts";
import { askedBy, asks, edge, edgesOf, isCut, keepsPlace, standsFree } from "./phrase-places.ts";
import { canSound, SoundMatcher } from "./sound-matcher.ts";
import { SoundStream } from "./sound-stream.ts";
import { type SoundTolerance, usualTolerance } from "./sound-tolerance.ts";

/** sound: same or near pinyin, one syllable in six wrong, fillers inserted. */
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
 * One hit: units `from` … `to` of the text, for every slot that has a phrase which says so. `exact` is false when it was only found by its sound. `segments` are the literal parts
 * as from, to, from, to …, without what stands in the gaps; undefined when the hit is one literal part.
 */
type PhraseHit = (
  slots: readonly number[],
  from: number,
  to: number,
  exact: boolean,
  segments: readonly number[] | undefined,
) => void;

export interface PhraseSet {
  /** One more than the highest slot. */
  readonly slots: number;
  /**
   * Reports every hit of every phrase, in no promised order. A phrase with gaps is reported as short as possible, once for each last
   * segment it can end with. By sound, overlapping hits of one phrase are reported as the best of them. `emit` must not scan the same set.
   */
  scan(text: NormalText, emit: PhraseHit): void;
}

interface Pattern {
  readonly slots: number[];
  readonly whole: "clause" | "turn" | undefined;
  readonly question: boolean;
}

/** A phrase with gaps whose literals have no numbers yet. */
interface WordedPattern extends Pattern {
  readonly gaps: readonly number[];
  readonly segments: readonly (readonly Wording[])[];
  /** The segment to look for first. */
  readonly key: number;
}

/** A wording of a segment of a phrase with gaps. */
interface Wording {
  readonly across: boolean;
  readonly exact: Uses;
  readonly sound: Uses | undefined;
}

interface SegmentLiteral {
  readonly literal: string;
  readonly across: boolean;
  readonly sound: boolean;
}

/** What a literal means by itself, to all slots that ask the same of it. */
interface Owner {
  readonly slots: number[];
  /** As bits. */
  readonly asked: number;
}

/** All that a literal belongs to. */
interface Uses {
  readonly owners: Owner[];
  /** Its number among the literals of phrases with gaps, −1 for none. */
  gapLiteral: number;
}

type Literals = Map<string, Uses>;

export class PhraseSetBuilder {
  readonly #exact: Literals = new Map();
  readonly #sound: Literals = new Map();
  readonly #gapPatterns = new Map<string, WordedPattern>();
  #gapLiterals = 0;
  #slots = 0;
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
    this.#slots = Math.max(this.#slots, slot + 1);
    const pattern: Pattern = { slots: [slot], whole: options.whole, question: options.question === true };
    for (const { segments, gaps } of expansion.variants) {
      const literals = segments.map((wordings) => this.#literalsOf(wordings, options));
      const [only = []] = literals;
      if (gaps.length > 0) this.#addGapPattern(pattern, gaps, literals);
      else for (const literal of only) this.#addLiteral(literal, pattern);
    }
  }

  build(): PhraseSet {
    const worded = [...this.#gapPatterns.values()];
    const gaps = new GapPatterns(
      worded.map(numbered),
      this.#gapLiterals,
      worded.map(({ key }) => key),
    );
    return new CompiledPhraseSet(this.#slots, this.#exact, this.#sound, gaps, this.#tolerance);
  }

  #literalsOf(wordings: readonly string[], options: PhraseOptions): SegmentLiteral[] {
    const texts = new Map(wordings.map((wording) => normalise(wording)).map((text) => [text.text, text]));
    return [...texts.values()].map((text) => ({
      literal: text.text,
      across: options.across ?? (text.length >= 3 || hasPunctuation(text)),
      sound: options.tolerance === "sound" && canSound(text, this.#stream),
    }));
  }

  #addLiteral({ literal, across, sound }: SegmentLiteral, pattern: Pattern): void {
    own(usesOf(this.#exact, literal).owners, pattern, across);
    if (sound) own(usesOf(this.#sound, literal).owners, pattern, across);
  }

  #addGapPattern(pattern: Pattern, gaps: readonly number[], segments: readonly (readonly SegmentLiteral[])[]): void {
    const name = JSON.stringify([segments, gaps, pattern.whole, pattern.question]);
    const known = this.#gapPatterns.get(name);
    if (known !== undefined) {
      for (const slot of pattern.slots) if (!known.slots.includes(slot)) known.slots.push(slot);
      return;
    }
    const worded = segments.map((literals) =>
      literals.map(({ literal, across, sound }): Wording => {
        const exact = usesOf(this.#exact, literal);
        return { across, exact, sound: sound ? usesOf(this.#sound, literal) : undefined };
      }),
    );
    const shortest = segments.map((literals) => Math.min(...literals.map(({ literal }) => literal.length)));
    const key = shortest.indexOf(Math.max(...shortest));
    for (const { exact, sound } of worded.flat()) {
      this.#numberInGaps(exact);
      if (sound !== undefined) this.#numberInGaps(sound);
    }
    this.#gapPatterns.set(name, { ...pattern, gaps, segments: worded, key });
  }

  #numberInGaps(uses: Uses): void {
    if (uses.gapLiteral < 0) uses.gapLiteral = this.#gapLiterals++;
  }
}

function numbered({ slots, whole, question, gaps, segments }: WordedPattern): GapPattern {
  const wordings = segments.map((segment) =>
    segment.flatMap(({ across, exact, sound }): GapWording[] => {
      const letters = { literal: exact.gapLiteral, across, exact: true };
      return sound === undefined ? [letters] : [letters, { literal: sound.gapLiteral, across, exact: false }];
    }),
  );
  return { slots, asked: askedBy(false, whole, question), gaps, segments: wordings };
}

/** Slots that ask the same of a literal share one owner. */
function own(owners: Owner[], { slots, whole, question }: Pattern, across: boolean): void {
  const asked = askedBy(across, whole, question);
  const like = owners.find((owner) => owner.asked === asked);
  if (like === undefined) owners.push({ slots: [...slots], asked });
  else for (const slot of slots) if (!like.slots.includes(slot)) like.slots.push(slot);
}

function usesOf(literals: Literals, literal: string): Uses {
  const known = literals.get(literal);
  if (known !== undefined) return known;
  const fresh: Uses = { owners: [], gapLiteral: -1 };
  literals.set(literal, fresh);
  return fresh;
}

/** Literals that one matcher searches, with what their hits mean. */
interface Searched {
  /** For each literal its owners: the place of their slots in the set's list of slots, above the bits of what they ask. */
  readonly owners: NumberLists;
  readonly gapLiterals: Int32Array;
  readonly edges: Uint8Array;
  /** The number of each literal among those searched by sound, −1 for none. */
  readonly alsoSound: Int32Array;
}

const askedBits = 4;
const askedMask = (1 << askedBits) - 1;

class CompiledPhraseSet implements PhraseSet {
  readonly slots: number;
  readonly #exact: readonly (Searched & { readonly matcher: LiteralMatcher })[];
  readonly #sound: Searched & { readonly matcher: SoundMatcher };
  readonly #hasSound: boolean;
  readonly #gaps: GapPatterns;
  /** Different lists of slots; most literals share theirs with many others. */
  readonly #slots: (readonly number[])[] = [];

  constructor(slots: number, exact: Literals, sound: Literals, gaps: GapPatterns, tolerance: SoundTolerance) {
    this.slots = slots;
    this.#gaps = gaps;
    this.#hasSound = sound.size > 0;
    const numbers = new Map([...sound.keys()].map((literal, index) => [literal, index]));
    const slotLists = new Map<string, number>();
    this.#exact = inParts([...exact]).map((part) => ({
      ...this.#searched(part, numbers, slotLists),
      matcher: new LiteralMatcher(part.map(([text]) => text)),
    }));
    const matcher = new SoundMatcher([...sound.keys()], tolerance);
    this.#sound = { ...this.#searched([...sound], numbers, slotLists), matcher };
  }

  scan(text: NormalText, emit: PhraseHit): void {
    this.#gaps.begin();
    // Where a literal that is also searched by sound stands as it is: literal, from, to, …
    const standing: number[] = [];
    for (const part of this.#exact) {
      part.matcher.scan(text.codes, text.offset, text.length, (literal, from, to) => {
        const sound = part.alsoSound[literal] as number;
        if (sound >= 0) standing.push(sound, from, to);
        this.#take(part, literal, text, from, to, true, emit);
      });
    }
    if (this.#hasSound) {
      this.#sound.matcher.scan(text, (literal, from, to) => {
        if (!overlapsOne(standing, literal, from, to)) this.#take(this.#sound, literal, text, from, to, false, emit);
      });
    }
    this.#gaps.report(text, emit);
  }

  #take(
    { owners, edges, gapLiterals }: Searched,
    literal: number,
    text: NormalText,
    from: number,
    to: number,
    exact: boolean,
    emit: PhraseHit,
  ): void {
    // What only sounds like a phrase may be digits of a longer number: 444 is no 是是是.
    const edgesAsked = (edges[literal] as number) | (exact ? 0 : edge.startDigit | edge.endDigit);
    if (edgesAsked !== 0 && !standsFree(text, from, to, edgesAsked)) return;
    const { starts, flat } = owners;
    const end = starts[literal + 1] as number;
    for (let at = starts[literal] as number; at < end; at++) {
      const owner = flat[at] as number;
      const asked = owner & askedMask;
      if (asked !== asks.across) {
        if ((asked & asks.across) === 0 && isCut(text, from, to)) continue;
        if (!keepsPlace(text, asked, from, to)) continue;
      }
      emit(this.#slots[owner >>> askedBits] as readonly number[], from, to, exact, undefined);
    }
    const inGaps = gapLiterals[literal] as number;
    if (inGaps >= 0) this.#gaps.found(inGaps, from, to);
  }

  #searched(
    literals: readonly (readonly [string, Uses])[],
    soundNumbers: ReadonlyMap<string, number>,
    slotLists: Map<string, number>,
  ): Searched {
    const numberOf = (slots: readonly number[]) => {
      const name = slots.join();
      const number = slotLists.get(name) ?? this.#slots.push(slots) - 1;
      slotLists.set(name, number);
      return number;
    };
    return {
      owners: NumberLists.of(
        literals.map(([, { owners }]) => owners.map(({ slots, asked }) => (numberOf(slots) << askedBits) | asked)),
      ),
      gapLiterals: Int32Array.from(literals, ([, uses]) => uses.gapLiteral),
      edges: Uint8Array.from(literals, ([literal]) => edgesOf(literal)),
      alsoSound: Int32Array.from(literals, ([literal]) => soundNumbers.get(literal) ?? -1),
    };
  }
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
