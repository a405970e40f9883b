// Many phrases searched at once in a normalised text. Literal segments are found by one matcher; what a phrase asks beyond its letters
// (word and number boundaries, punctuation, whole clauses, gaps) is checked on the hits.

import { AppError } from "@tingheng/domain";
import { joinSegments, type SegmentPlace } from "./gap-phrases.ts";
import { LiteralMatcher, mostLiterals } from "./literal-matcher.ts";
import { marks, type NormalText, normalise } from "./normal-text.ts";
import { expandPhrase } from "./phrase-grammar.ts";
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

/** A phrase with gaps; it is only looked at where its key segment, the one said least often, was found. */
interface GapPattern extends Pattern {
  readonly gaps: readonly number[];
  readonly segments: readonly (readonly Wording[])[];
  /** The same as numbers, once the literals have theirs. */
  numbered: readonly Int32Array[];
  /** Hits come in this order, whichever segment is the key: the same text gives the same hits after any other. */
  readonly order: number;
  /** The last scan in which its key segment was found. */
  scan: number;
  key: number;
}

/** A wording of a segment of a phrase with gaps. */
interface Wording {
  readonly across: boolean;
  readonly exact: Uses;
  readonly sound: Uses | undefined;
}

/** Wordings as numbers, so that a scan reads them in one go: the number of the literal, then two bits. */
const wordingBits = { across: 1, exact: 2 } as const;

interface SegmentLiteral {
  readonly literal: string;
  readonly across: boolean;
  readonly sound: boolean;
}

/** What a literal means by itself, to all slots that ask the same of it. */
interface Owner {
  readonly pattern: Pattern;
  readonly across: boolean;
  /** Nothing is left to check: report the hit at once. */
  readonly plain: boolean;
}

/** All that a literal belongs to. */
interface Uses {
  owners: Owner[];
  /** Phrases with gaps of which it is a wording of the key segment. */
  keyOf: GapPattern[];
  inGaps: boolean;
  /** How often it was found so far. */
  found: number;
  /** Where it stands (from, to, …) in the text of the scan that found it last. */
  places: number[];
  number: number;
}

const edge = { startDigit: 1, endDigit: 2, startLetter: 4, endLetter: 8 } as const;

type Literals = Map<string, Uses>;

export class PhraseSetBuilder {
  readonly #exact: Literals = new Map();
  readonly #sound: Literals = new Map();
  readonly #gapPatterns = new Map<string, GapPattern>();
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
    const pattern: Pattern = { slots: [slot], whole: options.whole, question: options.question === true };
    for (const { segments, gaps } of expansion.variants) {
      const literals = segments.map((wordings) => this.#literalsOf(wordings, options));
      const [only = []] = literals;
      if (gaps.length > 0) this.#addGapPattern(pattern, gaps, literals);
      else for (const literal of only) this.#addLiteral(literal, pattern);
    }
  }

  build(): PhraseSet {
    const alike = new Map<string, Owner[]>();
    for (const literals of [this.#exact, this.#sound]) for (const uses of literals.values()) share(uses, alike);
    return new CompiledPhraseSet(this.#exact, this.#sound, [...this.#gapPatterns.values()], this.#tolerance);
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
    for (const uses of worded.flatMap(usesOfSegment)) uses.inGaps = true;
    this.#gapPatterns.set(name, {
      ...pattern,
      gaps,
      segments: worded,
      numbered: [],
      order: this.#gapPatterns.size,
      scan: 0,
      key,
    });
  }
}

/** Literals that belong to the same phrases share one list of them: of a hundred thousand literals that is most of the memory. */
function share(uses: Uses, alike: Map<string, Owner[]>): void {
  const name = JSON.stringify(uses.owners);
  const known = alike.get(name) ?? uses.owners.map((owner) => ({ ...owner }));
  alike.set(name, known);
  uses.owners = known;
  if (!uses.inGaps) uses.places = nowhere;
}

const nowhere: number[] = [];

/** Slots that ask the same of a literal share one owner. */
function own(owners: Owner[], { slots, whole, question }: Pattern, across: boolean): void {
  const like = owners.find(
    (owner) => owner.across === across && owner.pattern.whole === whole && owner.pattern.question === question,
  );
  if (like === undefined) {
    const plain = whole === undefined && !question && across;
    owners.push({ pattern: { slots: [...slots], whole, question }, across, plain });
  } else {
    for (const slot of slots) if (!like.pattern.slots.includes(slot)) like.pattern.slots.push(slot);
  }
}

/** All wordings of a segment, letter by letter and by sound. */
function usesOfSegment(wordings: readonly Wording[]): Uses[] {
  return wordings.flatMap(({ exact, sound }) => (sound === undefined ? [exact] : [exact, sound]));
}

function usesOf(literals: Literals, literal: string): Uses {
  const known = literals.get(literal);
  if (known !== undefined) return known;
  const fresh: Uses = { owners: [], keyOf: [], inGaps: false, found: 0, places: [], number: -1 };
  literals.set(literal, fresh);
  return fresh;
}

/** Literals that one matcher searches, with what their hits mean. */
interface Searched {
  readonly uses: readonly Uses[];
  readonly edges: Uint8Array;
  /** The number of each literal among those searched by sound, −1 for none. */
  readonly alsoSound: Int32Array;
}

/** One scan: its number, the phrases with gaps whose key segment it found, and for each literal the scan that found it last. */
interface Scan {
  readonly number: number;
  readonly patterns: GapPattern[];
  readonly foundIn: Int32Array;
}

class CompiledPhraseSet implements PhraseSet {
  readonly #exact: readonly (Searched & { readonly matcher: LiteralMatcher })[];
  readonly #sound: Searched & { readonly matcher: SoundMatcher };
  readonly #gapPatterns: readonly GapPattern[];
  readonly #uses: readonly Uses[];
  readonly #foundIn: Int32Array;
  #scans = 0;

  constructor(exact: Literals, sound: Literals, gapPatterns: readonly GapPattern[], tolerance: SoundTolerance) {
    this.#gapPatterns = gapPatterns;
    this.#uses = [...exact.values(), ...sound.values()].filter(({ inGaps }) => inGaps);
    this.#uses.forEach((uses, number) => {
      uses.number = number;
    });
    this.#foundIn = new Int32Array(this.#uses.length);
    for (const pattern of gapPatterns) pattern.numbered = pattern.segments.map(numbersOf);
    for (const pattern of gapPatterns) keyBy(pattern, pattern.key);
    const numbers = new Map([...sound.keys()].map((literal, index) => [literal, index]));
    this.#exact = inParts([...exact]).map((part) => ({
      ...searched(part, numbers),
      matcher: new LiteralMatcher(part.map(([text]) => text)),
    }));
    this.#sound = { ...searched([...sound], numbers), matcher: new SoundMatcher([...sound.keys()], tolerance) };
  }

  scan(text: NormalText, emit: PhraseHit): void {
    const gathered: Scan = { number: ++this.#scans, patterns: [], foundIn: this.#foundIn };
    if (this.#scans === scansBeforeKeys) chooseKeys(this.#gapPatterns);
    // Where a literal that is also searched by sound stands as it is: literal, from, to, …
    const standing: number[] = [];
    for (const part of this.#exact) {
      part.matcher.scan(text.codes, text.offset, text.length, (literal, from, to) => {
        const sound = part.alsoSound[literal] as number;
        if (sound >= 0) standing.push(sound, from, to);
        take(part, literal, text, from, to, true, gathered, emit);
      });
    }
    const sound = this.#sound;
    if (sound.uses.length > 0) {
      sound.matcher.scan(text, (literal, from, to) => {
        if (!overlapsOne(standing, literal, from, to)) take(sound, literal, text, from, to, false, gathered, emit);
      });
    }
    gathered.patterns.sort((a, b) => a.order - b.order);
    for (const pattern of gathered.patterns) join(text, pattern, gathered, this.#uses, emit);
  }
}

/** After so many scans it is known which segments are said seldom. */
const scansBeforeKeys = 2000;

/** A phrase is only looked at where its key is found: the segment that has been found least often so far. */
function chooseKeys(patterns: readonly GapPattern[]): void {
  for (const pattern of patterns) {
    for (const uses of usesOfSegment(pattern.segments[pattern.key] ?? [])) uses.keyOf = [];
  }
  for (const pattern of patterns) {
    const found = pattern.segments.map((wordings) =>
      usesOfSegment(wordings).reduce((sum, uses) => sum + uses.found, 0),
    );
    keyBy(pattern, found.indexOf(Math.min(...found)));
  }
}

function keyBy(pattern: GapPattern, segment: number): void {
  pattern.key = segment;
  for (const uses of new Set(usesOfSegment(pattern.segments[segment] ?? []))) uses.keyOf.push(pattern);
}

function take(
  { uses, edges }: Searched,
  literal: number,
  text: NormalText,
  from: number,
  to: number,
  exact: boolean,
  scan: Scan,
  emit: PhraseHit,
): void {
  // What only sounds like a phrase may be digits of a longer number: 444 is no 是是是.
  const asked = (edges[literal] as number) | (exact ? 0 : edge.startDigit | edge.endDigit);
  if (asked !== 0 && !standsFree(text, from, to, asked)) return;
  const used = uses[literal] as Uses;
  for (const { pattern, across, plain } of used.owners) {
    if (plain) emit(pattern.slots, from, to, exact, undefined);
    else if (!across && isCut(text, from, to)) continue;
    else if (keepsPlace(text, pattern, from, to)) emit(pattern.slots, from, to, exact, undefined);
  }
  if (used.inGaps) keepPlace(used, from, to, scan);
}

function keepPlace(used: Uses, from: number, to: number, { number, patterns, foundIn }: Scan): void {
  if (foundIn[used.number] !== number) {
    foundIn[used.number] = number;
    used.found += 1;
    used.places.length = 0;
    for (const pattern of used.keyOf) {
      if (pattern.scan === number) continue;
      pattern.scan = number;
      patterns.push(pattern);
    }
  }
  used.places.push(from, to);
}

function join(text: NormalText, pattern: GapPattern, scan: Scan, uses: readonly Uses[], emit: PhraseHit): void {
  const { number, foundIn } = scan;
  const places: SegmentPlace[][] = [];
  for (const wordings of pattern.numbered) {
    let here: SegmentPlace[] | undefined;
    for (let at = 0; at < wordings.length; at++) {
      const wording = wordings[at] as number;
      if (foundIn[wording >>> 2] !== number) continue;
      here ??= [];
      const across = (wording & wordingBits.across) !== 0;
      const exact = (wording & wordingBits.exact) !== 0;
      addPlaces(text, (uses[wording >>> 2] as Uses).places, across, exact, here);
    }
    if (here === undefined || here.length === 0) return;
    places.push(here);
  }
  joinSegments(places, pattern.gaps, (spans, exact) => {
    const from = spans[0] as number;
    const to = spans.at(-1) as number;
    if (keepsPlace(text, pattern, from, to)) emit(pattern.slots, from, to, exact, spans);
  });
}

function numbersOf(wordings: readonly Wording[]): Int32Array {
  return Int32Array.from(
    wordings.flatMap(({ across, exact, sound }) => {
      const bit = across ? wordingBits.across : 0;
      const own = (exact.number << 2) | wordingBits.exact | bit;
      return sound === undefined ? [own] : [own, (sound.number << 2) | bit];
    }),
  );
}

/** A segment may stand across punctuation only where it says so. */
function addPlaces(
  text: NormalText,
  flat: readonly number[],
  across: boolean,
  exact: boolean,
  places: SegmentPlace[],
): void {
  for (let at = 0; at < flat.length; at += 2) {
    const from = flat[at] as number;
    const to = flat[at + 1] as number;
    if (across || !isCut(text, from, to)) places.push({ from, to, exact });
  }
}

function searched(literals: readonly (readonly [string, Uses])[], soundNumbers: ReadonlyMap<string, number>): Searched {
  return {
    uses: literals.map(([, uses]) => uses),
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
