// Phrases with what is asked of each → one set: every phrase is written out into literals, and what a literal means becomes numbers.
import { AppError } from "@tingheng/domain";
import { type GapPattern, GapPatterns } from "./gap-patterns.ts";
import { LiteralMatcher } from "./literal-matcher.ts";
import { LiteralUses } from "./literal-uses.ts";
import { type NormalText, normaliseForNow } from "./normal-text.ts";
import { NumberLists } from "./number-lists.ts";
import { expandPhrase } from "./phrase-grammar.ts";
import { PhraseMeanings } from "./phrase-meanings.ts";
import { askedBy, edge, edgesOf, isCut } from "./phrase-places.ts";
import { PhraseSet } from "./phrase-set.ts";
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

interface SegmentLiteral {
  readonly literal: string;
  readonly across: boolean;
  readonly sound: boolean;
}

interface SlottedGapPattern extends Omit<GapPattern, "list"> {
  readonly slots: number[];
}

type Literals = Map<string, LiteralUses>;

export class PhraseSetBuilder {
  readonly #exact: Literals = new Map();
  readonly #sound: Literals = new Map();
  readonly #gapPatterns = new Map<string, SlottedGapPattern>();
  /** Segments of phrases with gaps by their wordings. */
  readonly #segments = new Map<string, number>();
  readonly #unused = LiteralUses.none();
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
    for (const { segments, gaps } of expansion.variants) {
      const literals = segments.map((wordings) => this.#literalsOf(wordings, options));
      const [only = []] = literals;
      if (gaps.length > 0) this.#addGapPattern(slot, options, gaps, literals);
      else for (const literal of only) this.#addLiteral(literal, slot, options);
    }
  }

  build(): PhraseSet {
    const lists = new SlotLists();
    const meanings = new PhraseMeanings(this.#segments.size);
    const listed = (uses: LiteralUses) =>
      uses.owners().map(({ slots, asked }) => ({ list: lists.number(slots), asked }));
    const meaningsOf = (literals: Literals, moreEdges: number) => {
      const known = new Map<LiteralUses, number[]>();
      const numbers = new Int32Array(literals.size);
      let index = 0;
      for (const [literal, uses] of literals) {
        const edges = edgesOf(literal) | moreEdges;
        const byEdges = known.get(uses) ?? [];
        if (byEdges.length === 0) known.set(uses, byEdges);
        byEdges[edges] ??= meanings.number(edges, listed(uses), uses.segments());
        numbers[index++] = byEdges[edges];
      }
      return numbers;
    };
    const exact = meaningsOf(this.#exact, 0);
    // What only sounds like a phrase may be digits of a longer number: 444 is no 是是是.
    const digits = edge.startDigit | edge.endDigit;
    const sound = meaningsOf(this.#sound, digits);
    const patterns = [...this.#gapPatterns.values()].map(
      ({ slots, ...pattern }): GapPattern => ({ ...pattern, list: lists.number(slots) }),
    );
    const owners = meanings.owners();
    return new PhraseSet({
      slots: this.#slots,
      lists: NumberLists.of(lists.all),
      owners,
      matcher: new LiteralMatcher([...this.#exact.keys()], (literal) => exact[literal] as number),
      soundMatcher: new SoundMatcher([...this.#sound.keys()], this.#tolerance),
      soundMeanings: sound,
      gaps: new GapPatterns(patterns, meanings.wordings(), owners.starts.length - 1),
    });
  }

  #literalsOf(wordings: readonly string[], options: PhraseOptions): SegmentLiteral[] {
    const literals = new Map<string, SegmentLiteral>();
    for (const wording of wordings) {
      const text = normaliseForNow(wording);
      literals.set(text.text, {
        literal: text.text,
        across: options.across ?? (text.length >= 3 || hasPunctuation(text)),
        sound: options.tolerance === "sound" && canSound(text, this.#stream),
      });
    }
    return [...literals.values()];
  }

  #addLiteral({ literal, across, sound }: SegmentLiteral, slot: number, { whole, question }: PhraseOptions): void {
    const asked = askedBy(across, whole, question === true);
    this.#use(this.#exact, literal, (uses) => uses.ownedBy(slot, asked));
    if (sound) this.#use(this.#sound, literal, (uses) => uses.ownedBy(slot, asked));
  }

  #addGapPattern(
    slot: number,
    { whole, question }: PhraseOptions,
    gaps: readonly number[],
    wordings: readonly (readonly SegmentLiteral[])[],
  ): void {
    const segments = wordings.map((literals) => this.#segment(literals));
    const asked = askedBy(false, whole, question === true);
    const name = [...segments, ...gaps, asked].join();
    const known = this.#gapPatterns.get(name);
    if (known === undefined) {
      const shortest = wordings.map((literals) => Math.min(...literals.map(({ literal }) => literal.length)));
      const key = shortest.indexOf(Math.max(...shortest));
      this.#gapPatterns.set(name, { slots: [slot], asked, gaps, segments, key });
    } else if (!known.slots.includes(slot)) known.slots.push(slot);
  }

  /** The number of the segment that can be worded in these ways. */
  #segment(wordings: readonly SegmentLiteral[]): number {
    const name = wordings.map(({ literal, across, sound }) => `${literal} ${+across}${+sound}`).join();
    const known = this.#segments.get(name);
    if (known !== undefined) return known;
    const number = this.#segments.size;
    this.#segments.set(name, number);
    for (const { literal, across, sound } of wordings) {
      const use = (number << 1) | (across ? 1 : 0);
      this.#use(this.#exact, literal, (uses) => uses.wording(use));
      if (sound) this.#use(this.#sound, literal, (uses) => uses.wording(use));
    }
    return number;
  }

  #use(literals: Literals, literal: string, more: (uses: LiteralUses) => LiteralUses): void {
    const known = literals.get(literal) ?? this.#unused;
    const uses = more(known);
    if (uses !== known) literals.set(literal, uses);
  }
}

/** Different lists of slots; most literals share theirs with many others. */
class SlotLists {
  readonly all: (readonly number[])[] = [];
  readonly #numbers = new Map<string, number>();

  number(slots: readonly number[]): number {
    const name = slots.join();
    const number = this.#numbers.get(name) ?? this.all.push(slots) - 1;
    this.#numbers.set(name, number);
    return number;
  }
}

function hasPunctuation(text: NormalText): boolean {
  return isCut(text, 0, text.length);
}
