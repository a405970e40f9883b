// The phrase hits of one call: kept as numbers while the call is scanned, made into hits by slot when a condition asks for them.
import { exactOf, foundRow, type KeptPhrases, partsOf } from "../text/found-phrases.ts";
import type { NormalText } from "../text/normal-text.ts";
import type { NumberLists } from "../text/number-lists.ts";
import type { PhraseSet } from "../text/phrase-set.ts";

/** A phrase found in a turn: span in the turn's own characters and in dense units of its normal text. */
export interface PhraseHit {
  readonly turn: number;
  readonly from: number;
  readonly to: number;
  readonly exact: boolean;
  /** The literal parts of a phrase with gaps; the whole span where it has none. */
  readonly segments: readonly (readonly [from: number, to: number])[];
}

type Span = readonly [from: number, to: number];

const none: readonly PhraseHit[] = [];

export class PhraseHits {
  /** A bit for every slot, 32 a word: whether any of its phrases was said. */
  readonly saidBits: Uint32Array;
  /** The slots of which any phrase was said, each once. */
  readonly saidSlots: readonly number[];
  readonly #texts: readonly NormalText[];
  readonly #found: KeptPhrases;
  /** Of each list of slots its last row + 1, and of each row the one before it of the same list + 1. */
  readonly #lastRows: Int32Array;
  readonly #rowBefore: Int32Array;
  /** Of each slot its last link; a link is a found list, and the link before. */
  readonly #lastLinks: Int32Array;
  readonly #links: number[] = [0, 0];
  readonly #made = new Map<number, readonly PhraseHit[]>();

  /** Finds every phrase of the set in the texts of all turns. */
  constructor(texts: readonly NormalText[], phrases: PhraseSet) {
    this.#texts = texts;
    this.#found = phrases.find(texts);
    const { rows } = this.#found;
    this.#lastRows = new Int32Array(phrases.lists.starts.length - 1);
    this.#rowBefore = new Int32Array(rows.length / foundRow);
    this.#lastLinks = new Int32Array(phrases.slots);
    this.saidBits = new Uint32Array((phrases.slots + 31) >>> 5);
    const saidSlots: number[] = [];
    this.saidSlots = saidSlots;
    for (let row = 0; foundRow * row < rows.length; row++) {
      const list = rows[foundRow * row] as number;
      const before = this.#lastRows[list] as number;
      this.#rowBefore[row] = before;
      this.#lastRows[list] = row + 1;
      if (before === 0) this.#link(list, phrases.lists, saidSlots);
    }
  }

  /** Whether any phrase of the slot was said. */
  has(slot: number): boolean {
    return (this.#lastLinks[slot] ?? 0) !== 0;
  }

  /** By turn and character. */
  of(slot: number): readonly PhraseHit[] {
    if (!this.has(slot)) return none;
    const known = this.#made.get(slot);
    if (known !== undefined) return known;
    const hits = this.#make(slot);
    this.#made.set(slot, hits);
    return hits;
  }

  #link(list: number, { starts, flat }: NumberLists, saidSlots: number[]): void {
    const end = starts[list + 1] as number;
    for (let at = starts[list] as number; at < end; at++) {
      const slot = flat[at] as number;
      const before = this.#lastLinks[slot] as number;
      if (before === 0) {
        saidSlots.push(slot);
        this.saidBits[slot >>> 5] = (this.saidBits[slot >>> 5] as number) | (1 << (slot & 31));
      }
      this.#lastLinks[slot] = this.#links.push(list, before) - 2;
    }
  }

  /** Of hits by the same words that were found one after another the first counts. */
  #make(slot: number): readonly PhraseHit[] {
    const hits: PhraseHit[] = [];
    let last: PhraseHit | undefined;
    let ordered = true;
    for (const row of this.#rowsOf(slot)) {
      const hit = this.#hit(row);
      const order = last === undefined ? 1 : inOrder(hit, last);
      if (order === 0) continue;
      ordered &&= order > 0;
      hits.push(hit);
      last = hit;
    }
    return ordered ? hits : hits.sort(inOrder);
  }

  /** The rows of all lists in which the slot stands, in the order in which they were found. */
  #rowsOf(slot: number): readonly number[] {
    const rows: number[] = [];
    let link = this.#lastLinks[slot] as number;
    const several = this.#links[link + 1] !== 0;
    for (; link !== 0; link = this.#links[link + 1] as number) {
      let row = this.#lastRows[this.#links[link] as number] as number;
      for (; row !== 0; row = this.#rowBefore[row - 1] as number) rows.push(row - 1);
    }
    return several ? rows.sort((a, b) => a - b) : rows.reverse();
  }

  #hit(row: number): PhraseHit {
    const { rows, parts } = this.#found;
    const at = foundRow * row;
    const turn = rows[at + 1] as number;
    return new FoundPhrase(
      turn,
      rows[at + 2] as number,
      rows[at + 3] as number,
      rows[at + 4] as number,
      this.#texts[turn] as NormalText,
      parts,
    );
  }
}

/** A hit whose segments are made when somebody asks for them. */
class FoundPhrase implements PhraseHit {
  readonly turn: number;
  readonly from: number;
  readonly to: number;
  readonly exact: boolean;
  readonly #kind: number;
  readonly #text: NormalText;
  readonly #parts: Int32Array;

  /** `from` and `to` are units of the text. */
  constructor(turn: number, from: number, to: number, kind: number, text: NormalText, parts: Int32Array) {
    this.turn = turn;
    this.from = text.starts[from] ?? 0;
    this.to = text.ends[to - 1] ?? 0;
    this.exact = exactOf(kind);
    this.#kind = kind;
    this.#text = text;
    this.#parts = parts;
  }

  get segments(): readonly Span[] {
    const place = partsOf(this.#kind);
    return place < 0 ? [[this.from, this.to]] : spans(this.#parts, place, this.#text);
  }
}

function inOrder(a: PhraseHit, b: PhraseHit): number {
  return a.turn - b.turn || a.from - b.from || a.to - b.to;
}

/** The parts of a phrase with gaps, as spans of the turn's own characters. */
function spans(parts: Int32Array, place: number, { starts, ends }: NormalText): Span[] {
  const found: Span[] = [];
  const end = place + (parts[place] as number);
  for (let at = place + 1; at < end; at += 2)
    found.push([starts[parts[at] as number] ?? 0, ends[(parts[at + 1] as number) - 1] ?? 0]);
  return found;
}
