// Which stretches of a channel are sent to recognition: speech with a little air around it, short gaps bridged, so that a
// recogniser gets whole sentences, and never more at once than it is made for.

export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

export interface PlannedChunk extends Span {
  readonly channel: number;
}

export interface ChunkLimits {
  /** Gaps up to this long don't part a stretch. */
  readonly bridgeMs: number;
  readonly padMs: number;
  /** What a model hears at once; longer speech is cut at its longest pause, else here. */
  readonly longestMs: number;
}

export const usualLimits: ChunkLimits = { bridgeMs: 600, padMs: 200, longestMs: 28_000 };

/** @param speech by channel, in order, not overlapping. Chunks of one channel don't overlap; ordered by their end. */
export function planChunks(
  speech: readonly (readonly Span[])[],
  durationMs: number,
  limits: ChunkLimits = usualLimits,
): PlannedChunk[] {
  return speech
    .flatMap((spans, channel) =>
      withAir(grouped(spans, limits), durationMs, limits).map((span) => ({ channel, ...span })),
    )
    .sort((a, b) => a.endMs - b.endMs || a.channel - b.channel);
}

/** Groups neighbours while they fit; the next group begins at a gap, or inside speech that is too long in itself. */
function grouped(spans: readonly Span[], { bridgeMs, longestMs, padMs }: ChunkLimits): Span[] {
  const room = longestMs - 2 * padMs;
  const groups: { startMs: number; endMs: number }[] = [];
  for (const span of spans.flatMap((one) => cut(one, room))) {
    const last = groups.at(-1);
    if (last !== undefined && span.startMs - last.endMs <= bridgeMs && span.endMs - last.startMs <= room)
      last.endMs = span.endMs;
    else groups.push({ ...span });
  }
  return groups;
}

function cut({ startMs, endMs }: Span, room: number): Span[] {
  const count = Math.max(1, Math.ceil((endMs - startMs) / room));
  const edge = (index: number) => startMs + Math.round(((endMs - startMs) * index) / count);
  return Array.from({ length: count }, (_, index) => ({ startMs: edge(index), endMs: edge(index + 1) }));
}

/** Air never reaches into the neighbour: they share the gap. */
function withAir(spans: readonly Span[], durationMs: number, { padMs }: ChunkLimits): Span[] {
  return spans.map((span, index) => {
    const before = spans[index - 1]?.endMs ?? Number.NEGATIVE_INFINITY;
    const after = spans[index + 1]?.startMs ?? Number.POSITIVE_INFINITY;
    return {
      startMs: Math.max(0, span.startMs - padMs, Math.ceil((before + span.startMs) / 2)),
      endMs: Math.min(durationMs, span.endMs + padMs, Math.floor((span.endMs + after) / 2)),
    };
  });
}
