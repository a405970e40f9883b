// The places of the segments of a phrase with gaps, put together in order, each within the gap allowed.
import type { NumberLists } from "./number-lists.ts";

/** Numbers of a place: from, to, 1 where it stands letter by letter. */
const row = 3;

export class SegmentChains {
  /** Of each chain found: from, to, from, to … of its segments, then 1 where all of them stand letter by letter. */
  spans = new Int32Array(64);
  /** The places of all segments, those of one in order: by where they begin, of those that begin together the longest first. */
  #places = new Int32Array(row << 6);
  #end = 0;
  /** Where the places of each segment begin; behind the last one, where they end. */
  #bounds = new Int32Array(16);
  #segments = 0;
  /** The place of each segment of the chain that is being put together. */
  #chain = new Int32Array(16);

  begin(): void {
    this.#end = 0;
    this.#segments = 0;
  }

  addSegment(): void {
    if (this.#segments + 2 > this.#bounds.length) {
      this.#bounds = grown(this.#bounds);
      this.#chain = grown(this.#chain);
    }
    this.#bounds[this.#segments++] = this.#end;
  }

  addPlace(from: number, to: number, exact: boolean): void {
    if (this.#end === this.#places.length) this.#places = grown(this.#places);
    const places = this.#places;
    const begin = this.#bounds[this.#segments - 1] as number;
    let at = this.#end;
    while (at > begin && isAfter(places, at - row, from, to)) at -= row;
    const same = at - row;
    if (same >= begin && places[same] === from && places[same + 1] === to) {
      if (exact) places[same + 2] = 1;
      return;
    }
    places.copyWithin(at + row, at, this.#end);
    places[at] = from;
    places[at + 1] = to;
    places[at + 2] = exact ? 1 : 0;
    this.#end += row;
  }

  /** Whether the segment added last stands anywhere. */
  closeSegment(): boolean {
    return this.#end > (this.#bounds[this.#segments - 1] as number);
  }

  /**
   * Leaves in `spans` every chain that keeps the gaps (those of its pattern begin at `firstGap`) and returns how many there are. Of
   * chains that end with the same segment only the shortest counts, and of a segment's places the first that fits.
   */
  find(gaps: NumberLists, firstGap: number): number {
    this.#bounds[this.#segments] = this.#end;
    let count = 0;
    for (let place = (this.#bounds[1] as number) - row; place >= 0; place -= row) {
      this.#chain[0] = place;
      if (this.#completed(1, gaps, firstGap) && this.#endsAlone(count)) this.#keep(count++);
    }
    return count;
  }

  /** Numbers of a chain in `spans`. */
  get chainLength(): number {
    return 2 * this.#segments + 1;
  }

  /** Goes on with the chain from its segment `at`. */
  #completed(at: number, gaps: NumberLists, firstGap: number): boolean {
    if (at === this.#segments) return true;
    const places = this.#places;
    const earliest = places[(this.#chain[at - 1] as number) + 1] as number;
    const latest = earliest + (gaps.flat[firstGap + at - 1] as number);
    const end = this.#bounds[at + 1] as number;
    for (let place = this.#bounds[at] as number; place < end; place += row) {
      const from = places[place] as number;
      if (from < earliest) continue;
      if (from > latest) return false;
      this.#chain[at] = place;
      if (this.#completed(at + 1, gaps, firstGap)) return true;
    }
    return false;
  }

  /** Whether none of the chains found so far ends where this one does. */
  #endsAlone(count: number): boolean {
    const end = this.#places[this.#chain[this.#segments - 1] as number] as number;
    const length = this.chainLength;
    for (let at = length - 3; at < count * length; at += length) if (this.spans[at] === end) return false;
    return true;
  }

  #keep(count: number): void {
    const length = this.chainLength;
    let at = count * length;
    while (at + length > this.spans.length) this.spans = grown(this.spans);
    const { spans } = this;
    const places = this.#places;
    let exact = 1;
    for (let segment = 0; segment < this.#segments; segment++) {
      const place = this.#chain[segment] as number;
      spans[at++] = places[place] as number;
      spans[at++] = places[place + 1] as number;
      exact &= places[place + 2] as number;
    }
    spans[at] = exact;
  }
}

function grown(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * numbers.length);
  larger.set(numbers);
  return larger;
}

/** Whether a place comes after from … to among the places of a segment. */
function isAfter(places: Int32Array, place: number, from: number, to: number): boolean {
  const other = places[place] as number;
  return other > from || (other === from && (places[place + 1] as number) < to);
}
