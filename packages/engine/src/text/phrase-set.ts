// Many phrases searched at once in normalised texts. Literal segments are found by one matcher; what a phrase asks beyond its letters
// (word and number boundaries, punctuation, whole clauses, gaps) is checked on the hits.
import { exactOf, FoundPhrases, foundRow, type KeptPhrases, partsOf } from "./found-phrases.ts";
import type { GapPatterns } from "./gap-patterns.ts";
import { type LiteralMatcher, literalRow } from "./literal-matcher.ts";
import type { NormalText } from "./normal-text.ts";
import type { NumberLists } from "./number-lists.ts";
import { askedOf, inGaps, listOf } from "./phrase-meanings.ts";
import { asks, isCut, keepsPlace, standsFree } from "./phrase-places.ts";
import type { SoundMatcher } from "./sound-matcher.ts";

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

interface PhraseSetParts {
  /** One more than the highest slot. */
  readonly slots: number;
  readonly lists: NumberLists;
  /** Of what each literal may mean: its edges, then its owners. */
  readonly owners: NumberLists;
  readonly matcher: LiteralMatcher;
  readonly soundMatcher: SoundMatcher;
  /** What each literal of the sound matcher means. */
  readonly soundMeanings: Int32Array;
  readonly gaps: GapPatterns;
}

export class PhraseSet {
  readonly slots: number;
  /** The slots of each list of slots: hits are reported by list. */
  readonly lists: NumberLists;
  readonly #parts: PhraseSetParts;
  readonly #owners: NumberLists;
  readonly #gaps: GapPatterns;
  readonly #found = new FoundPhrases();

  constructor(parts: PhraseSetParts) {
    this.slots = parts.slots;
    this.lists = parts.lists;
    this.#parts = parts;
    this.#owners = parts.owners;
    this.#gaps = parts.gaps;
  }

  /**
   * Every hit of every phrase, turn by turn. A phrase with gaps is found as short as possible, once for each last segment it can
   * end with. By sound, overlapping hits of one phrase are found as the best of them.
   */
  find(texts: readonly NormalText[]): KeptPhrases {
    const found = this.#found;
    found.clear();
    for (let turn = 0; turn < texts.length; turn++) {
      found.turn = turn;
      this.#read(texts[turn] as NormalText);
    }
    return found.kept();
  }

  /** The hits in one text, one after another. */
  scan(text: NormalText, emit: PhraseHit): void {
    const { rows, parts } = this.find([text]);
    for (let at = 0; at < rows.length; at += foundRow) {
      const [list = 0, _, from = 0, to = 0, kind = 0] = rows.subarray(at, at + foundRow);
      const place = partsOf(kind);
      const spans = place < 0 ? undefined : [...parts.subarray(place + 1, place + 1 + (parts[place] as number))];
      emit([...this.lists.at(list)], from, to, exactOf(kind), spans);
    }
  }

  #read(text: NormalText): void {
    const { matcher, soundMatcher, soundMeanings, gaps } = this.#parts;
    gaps.begin();
    const end = literalRow * matcher.scan(text.codes, text.offset, text.length);
    const { found } = matcher;
    for (let at = 0; at < end; at += literalRow) {
      this.#take(found[at] as number, text, found[at + 1] as number, found[at + 2] as number, true);
    }
    if (soundMeanings.length > 0) {
      soundMatcher.scan(text, (literal, from, to) => {
        this.#take(soundMeanings[literal] as number, text, from, to, false);
      });
    }
    gaps.report(text, this.#found);
  }

  #take(meaning: number, text: NormalText, from: number, to: number, exact: boolean): void {
    const { starts, flat } = this.#owners;
    let at = starts[meaning] as number;
    const end = starts[meaning + 1] as number;
    const edges = flat[at++] as number;
    if ((edges & ~inGaps) !== 0 && !standsFree(text, from, to, edges)) return;
    const cut = to - from > 1 && isCut(text, from, to);
    for (; at < end; at++) {
      const owner = flat[at] as number;
      const asked = askedOf(owner);
      if (cut && (asked & asks.across) === 0) continue;
      if ((asked & ~asks.across) !== 0 && !keepsPlace(text, asked, from, to)) continue;
      this.#found.add(listOf(owner), from, to, exact);
    }
    if ((edges & inGaps) !== 0) this.#gaps.found(meaning, from, to, cut, exact);
  }
}
