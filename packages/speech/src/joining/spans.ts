// Arithmetic of stretches of time: what they share, what they cover.
import type { Span } from "../measure/sound-measures.ts";

export const lengthMs = ({ startMs, endMs }: Span): number => Math.max(0, endMs - startMs);

/** How much of `span` is covered by `others`, which don't overlap each other. */
export function coveredMs(span: Span, others: readonly Span[]): number {
  return others.reduce(
    (sum, other) => sum + Math.max(0, Math.min(span.endMs, other.endMs) - Math.max(span.startMs, other.startMs)),
    0,
  );
}

/** Stretches that overlap or touch become one. */
export function united(spans: readonly Span[]): Span[] {
  const all: { startMs: number; endMs: number }[] = [];
  for (const { startMs, endMs } of spans.toSorted((a, b) => a.startMs - b.startMs)) {
    const last = all.at(-1);
    if (last !== undefined && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
    else all.push({ startMs, endMs });
  }
  return all;
}
