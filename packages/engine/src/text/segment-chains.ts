// The places of the segments of a phrase with gaps, put together in order, each within the gap allowed.
import type { NumberLists } from "./number-lists.ts";

/** Numbers of a place: from, to, 1 where it stands letter by letter. */
const row = 3;

/** `spans` up to `length`: from, to, from, to … of a chain's segments. */
type Chain = (spans: Int32Array, length: number, exact: boolean) => void;

export class SegmentChains {
  /** The places of all segments, those of one in order: by where they begin, of those that begin together the longest first. */
  #places = new Int32Array(row << 6);
  #end = 0;
  /** Where the places of each segment begin and end. */
  readonly #bounds: number[] = [];
  // What is being put together: the place of each segment, and what it comes to.
  readonly #chain: number[] = [];
  #spans = new Int32Array(16);
  readonly #ends: number[] = [];

  begin(): void {
    this.#end = 0;
    this.#bounds.length = 0;
  }

  addSegment(): void {
    this.#bounds.push(this.#end);
  }

  addPlace(from: number, to: number, exact: boolean): void {
    if (this.#end === this.#places.length) this.#grow();
    const places = this.#places;
    const begin = this.#bounds[this.#bounds.length - 1] as number;
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
    return this.#end > (this.#bounds[this.#bounds.length - 1] as number);
  }

  /**
   * Calls `found` with each chain that keeps the gaps (those of its pattern begin at `firstGap`). Of chains that end with the same segment
   * only the shortest counts, and of a segment's places the first that fits.
   */
  each(gaps: NumberLists, firstGap: number, found: Chain): void {
    const segments = this.#bounds.length;
    this.#bounds.push(this.#end);
    this.#ends.length = 0;
    for (let place = (this.#bounds[1] as number) - row; place >= 0; place -= row) {
      this.#chain[0] = place;
      if (!this.#completed(1, segments, gaps, firstGap)) continue;
      const end = this.#places[this.#chain[segments - 1] as number] as number;
      if (this.#ends.includes(end)) continue;
      this.#ends.push(end);
      this.#tell(segments, found);
    }
  }

  /** Goes on with the chain from its segment `at`. */
  #completed(at: number, segments: number, gaps: NumberLists, firstGap: number): boolean {
    if (at === segments) return true;
    const places = this.#places;
    const earliest = places[(this.#chain[at - 1] as number) + 1] as number;
    const latest = earliest + (gaps.flat[firstGap + at - 1] as number);
    const end = this.#bounds[at + 1] as number;
    for (let place = this.#bounds[at] as number; place < end; place += row) {
      const from = places[place] as number;
      if (from < earliest) continue;
      if (from > latest) return false;
      this.#chain[at] = place;
      if (this.#completed(at + 1, segments, gaps, firstGap)) return true;
    }
    return false;
  }

  #tell(segments: number, found: Chain): void {
    if (this.#spans.length < 2 * segments) this.#spans = new Int32Array(4 * segments);
    const places = this.#places;
    const spans = this.#spans;
    let exact = true;
    for (let at = 0; at < segments; at++) {
      const place = this.#chain[at] as number;
      spans[2 * at] = places[place] as number;
      spans[2 * at + 1] = places[place + 1] as number;
      exact &&= places[place + 2] === 1;
    }
    found(spans, 2 * segments, exact);
  }

  #grow(): void {
    const places = this.#places;
    this.#places = new Int32Array(2 * places.length);
    this.#places.set(places);
  }
}

/** Whether a place comes after from … to among the places of a segment. */
function isAfter(places: Int32Array, place: number, from: number, to: number): boolean {
  const other = places[place] as number;
  return other > from || (other === from && (places[place + 1] as number) < to);
}
