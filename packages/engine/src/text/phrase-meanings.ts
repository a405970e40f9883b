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

/** A meaning in numbers: edges, how many owners, the owners, then the segments (above the bit that says: may run across punctuation). */
export class MeaningLists {
  readonly #lists: number[][] = [];
  readonly #numbers = new Map<string, number>();

  number(edges: number, owners: readonly Owner[], segments: readonly number[]): number {
    const list = [edges, owners.length, ...owners.map(({ list, asked }) => (list << askedBits) | asked), ...segments];
    const name = list.join();
    const number = this.#numbers.get(name) ?? this.#lists.push(list) - 1;
    this.#numbers.set(name, number);
    return number;
  }

  packed(): NumberLists {
    return NumberLists.of(this.#lists);
  }
}
