// The phrase hits of one call: kept as numbers while the call is scanned, made into hits by slot when a condition asks for them.
import type { NormalText } from "../text/normal-text.ts";
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

/** Numbers of a found phrase: turn, from and to in units, 1 where it is exact. */
const row = 4;

export class PhraseHits {
  /** A bit for every slot, 32 a word: whether any of its phrases was said. */
  readonly saidBits: Uint32Array;
  /** The slots of which any phrase was said, each once. */
  readonly saidSlots: readonly number[];
  readonly #texts: readonly NormalText[];
  readonly #rows: number[] = [];
  /** The parts of phrases with gaps, by the place of their row. */
  readonly #parts = new Map<number, readonly number[]>();
  /** For each slot the place of its last link + 1; a link is the place of a row, and the link before. */
  readonly #heads: Int32Array;
  readonly #links: number[] = [];
  readonly #made = new Map<number, readonly PhraseHit[]>();

  /** Finds every phrase of the set in the texts of all turns. */
  constructor(texts: readonly NormalText[], phrases: PhraseSet) {
    this.#texts = texts;
    this.#heads = new Int32Array(phrases.slots);
    this.saidBits = new Uint32Array((phrases.slots + 31) >>> 5);
    const saidSlots: number[] = [];
    this.saidSlots = saidSlots;
    let turn = 0;
    const add: Parameters<PhraseSet["scan"]>[1] = (slots, from, to, exact, parts) => {
      const place = this.#rows.push(turn, from, to, exact ? 1 : 0) - row;
      if (parts !== undefined) this.#parts.set(place, parts);
      for (let at = 0; at < slots.length; at++) {
        const slot = slots[at] as number;
        if (this.#heads[slot] === 0) saidSlots.push(slot);
        this.#heads[slot] = this.#links.push(place, this.#heads[slot] as number) - 1;
      }
    };
    for (; turn < texts.length; turn++) phrases.scan(texts[turn] as NormalText, add);
    for (const slot of saidSlots)
      this.saidBits[slot >>> 5] = (this.saidBits[slot >>> 5] as number) | (1 << (slot & 31));
  }

  /** Whether any phrase of the slot was said. */
  has(slot: number): boolean {
    return (this.#heads[slot] ?? 0) !== 0;
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

  #make(slot: number): readonly PhraseHit[] {
    const places: number[] = [];
    for (let link = this.#heads[slot] as number; link !== 0; link = this.#links[link] as number)
      places.push(this.#links[link - 1] as number);
    const hits: PhraseHit[] = [];
    let last: PhraseHit | undefined;
    let ordered = true;
    for (let at = places.length - 1; at >= 0; at--) {
      const hit = this.#hit(places[at] as number);
      const order = last === undefined ? 1 : inOrder(hit, last);
      if (order === 0) continue;
      ordered &&= order > 0;
      hits.push(hit);
      last = hit;
    }
    return ordered ? hits : hits.sort(inOrder);
  }

  #hit(place: number): PhraseHit {
    const turn = this.#rows[place] as number;
    const { starts, ends } = this.#texts[turn] as NormalText;
    const span = (from: number, to: number): Span => [starts[from] ?? 0, ends[to - 1] ?? 0];
    const whole = span(this.#rows[place + 1] as number, this.#rows[place + 2] as number);
    const parts = this.#parts.get(place);
    const exact = this.#rows[place + 3] === 1;
    return { turn, from: whole[0], to: whole[1], exact, segments: parts === undefined ? [whole] : spans(parts, span) };
  }
}

function inOrder(a: PhraseHit, b: PhraseHit): number {
  return a.turn - b.turn || a.from - b.from || a.to - b.to;
}

/** The flat from, to, from, to … of a phrase with gaps, as spans of the turn's own characters. */
function spans(parts: readonly number[], span: (from: number, to: number) => Span): Span[] {
  const found: Span[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) found.push(span(parts[i] ?? 0, parts[i + 1] ?? 0));
  return found;
}
