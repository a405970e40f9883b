// Phrases with gaps: where the wordings of their segments stand in a text, put together in order, each within the gap allowed.

/** A place of a segment: units from … to, and whether it was found letter by letter. */
export interface SegmentPlace {
  readonly from: number;
  readonly to: number;
  readonly exact: boolean;
}

/**
 * Calls `found` with the spans (from, to, from, to …) of each chain of segments that keeps the gaps. Of chains that end with the same
 * segment only the shortest is reported, and of a segment's wordings that begin in one place the longest that fits.
 */
export function joinSegments(
  places: readonly (readonly SegmentPlace[])[],
  gaps: readonly number[],
  found: (spans: readonly number[], exact: boolean) => void,
): void {
  const ordered = places.map((segment) => segment.toSorted((a, b) => a.from - b.from || b.to - a.to));
  const ends = new Set<number>();
  for (const first of ordered[0]?.toReversed() ?? []) {
    const chain = completed([first], ordered, gaps);
    const end = chain?.at(-1)?.from;
    if (chain === undefined || end === undefined || ends.has(end)) continue;
    ends.add(end);
    found(
      chain.flatMap(({ from, to }) => [from, to]),
      chain.every(({ exact }) => exact),
    );
  }
}

function completed(
  chain: readonly SegmentPlace[],
  places: readonly (readonly SegmentPlace[])[],
  gaps: readonly number[],
): readonly SegmentPlace[] | undefined {
  const segment = places[chain.length];
  if (segment === undefined) return chain;
  const earliest = chain.at(-1)?.to ?? 0;
  const latest = earliest + (gaps[chain.length - 1] ?? 0);
  for (const place of segment) {
    if (place.from < earliest || place.from > latest) continue;
    const whole = completed([...chain, place], places, gaps);
    if (whole !== undefined) return whole;
  }
  return undefined;
}
