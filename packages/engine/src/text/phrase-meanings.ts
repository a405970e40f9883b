// What a found literal means to a set of phrases: the edges it must keep, the owners it belongs to by itself, and the segments of phrases
// with gaps that it words. Most literals mean what many others mean, so meanings have numbers.
import { NumberLists } from "./number-lists.ts";

/** A list of slots that asks something (as bits) of the place where a literal stands. */
interface Owner {
  readonly list: number;
  readonly asked: number;
}

const askedBits = 4;
const askedMask = (1 << askedBits) - 1;

/** Of a packed owner. */
export function listOf(owner: number): number {
  return owner >>> askedBits;
}

export function askedOf(owner: number): number {
  return owner & askedMask;
}

/** Beside the edges of a literal (four bits): it words segments of phrases with gaps. */
export const inGaps = 16;

export class PhraseMeanings {
  /** Of each meaning: edges with `inGaps`, then the owners. */
  readonly #lists: number[][] = [];
  /** Of each segment its wordings: meanings, above the bit that says whether they may run across punctuation. */
  readonly #wordings: number[][];
  readonly #numbers = new Map<string, number>();

  constructor(segments: number) {
    this.#wordings = Array.from({ length: segments }, () => []);
  }

  /** `segments`: above the same bit. */
  number(edges: number, owners: readonly Owner[], segments: readonly number[]): number {
    const list = [
      edges | (segments.length > 0 ? inGaps : 0),
      ...owners.map(({ list, asked }) => (list << askedBits) | asked),
    ];
    const name = `${list.join()};${segments.join()}`;
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#lists.push(list) - 1;
    this.#numbers.set(name, number);
    for (const use of segments) this.#wordings[use >>> 1]?.push((number << 1) | (use & 1));
    return number;
  }

  owners(): NumberLists {
    return NumberLists.of(this.#lists);
  }

  wordings(): NumberLists {
    return NumberLists.of(this.#wordings);
  }
}
