// Puts the segments of phrases with gaps together: in order, each within the gap allowed, as short as possible.

/** Segment hits of one phrase in one text, gathered while the text is scanned. */
export class SegmentHits {
  readonly #bySegment: number[][];
  #inexact: Set<string> | undefined;

  constructor(segments: number) {
    this.#bySegment = Array.from({ length: segments }, () => []);
  }

  add(segment: number, from: number, to: number, exact: boolean): void {
    this.#bySegment[segment]?.push(from, to);
    if (!exact) {
      this.#inexact ??= new Set();
      this.#inexact.add(`${segment} ${from} ${to}`);
    }
  }

  /**
   * Calls `found` with the spans (from, to, from, to …) of each chain of segments that keeps the gaps. Of chains that end with the same
   * segment only the shortest is reported.
   */
  join(gaps: readonly number[], found: (spans: readonly number[], exact: boolean) => void): void {
    if (this.#bySegment.some((hits) => hits.length === 0)) return;
    const firsts = pairsDescending(this.#bySegment[0] ?? []);
    const ends = new Set<number>();
    for (const [from, to] of firsts) {
      const spans = this.#complete([from, to], gaps);
      const end = spans?.at(-2);
      if (spans === undefined || end === undefined || ends.has(end)) continue;
      ends.add(end);
      found(spans, this.#isExact(spans));
    }
  }

  #complete(spans: readonly number[], gaps: readonly number[]): readonly number[] | undefined {
    const segment = spans.length / 2;
    const hits = this.#bySegment[segment];
    if (hits === undefined) return spans;
    const earliest = spans.at(-1) ?? 0;
    const latest = earliest + (gaps[segment - 1] ?? 0);
    const next = pairsDescending(hits).filter(([from]) => from >= earliest && from <= latest);
    for (const [from, to] of next.reverse()) {
      const whole = this.#complete([...spans, from, to], gaps);
      if (whole !== undefined) return whole;
    }
    return undefined;
  }

  #isExact(spans: readonly number[]): boolean {
    const inexact = this.#inexact;
    return (
      inexact === undefined ||
      !spans.some((from, at) => at % 2 === 0 && inexact.has(`${at / 2} ${from} ${spans[at + 1]}`))
    );
  }
}

function pairsDescending(flat: readonly number[]): [number, number][] {
  const pairs: [number, number][] = [];
  for (let at = 0; at < flat.length; at += 2) pairs.push([flat[at] ?? 0, flat[at + 1] ?? 0]);
  return pairs.sort((a, b) => b[0] - a[0] || b[1] - a[1]);
}
