// What is wrong with a line 线路故障: a wave cut off, a side that is never heard, a line that goes dead.
import { countOf } from "./portion.ts";
import {
  type ChannelMeasures,
  type ClippedSpan,
  frameMs,
  type LineFault,
  type Span,
  silentLevel,
} from "./sound-measures.ts";

/** Nothing at all for so long: no line that still stands is that quiet, unless it always is (silence suppression). */
const deadMs = 3000;
/** Zeros for this share of the time before it mean that the line sends nothing while nobody speaks. */
const suppressedShare = 0.05;
/** One side has to speak for so long before the other one's silence means anything. */
const monologueMs = 10_000;

export function lineFaults(
  channels: readonly (ChannelMeasures & { readonly clipped: readonly ClippedSpan[] })[],
  durationMs: number,
): LineFault[] {
  return channels.flatMap((measures, channel) => [
    ...measures.clipped.map((span): LineFault => ({ kind: "clipping", channel, ...span })),
    ...dead(measures.frames.level, durationMs).map((span): LineFault => ({ kind: "dropped", channel, ...span })),
    ...(isNeverHeard(measures, channels) ? [{ kind: "oneWay", channel, startMs: 0, endMs: durationMs } as const] : []),
  ]);
}

/** Zeros until the end, on a line that was never zero for long before. */
function dead(level: Int16Array, durationMs: number): Span[] {
  let from = level.length;
  while (from > 0 && (level[from - 1] ?? 0) <= silentLevel) from--;
  if (from === 0 || (level.length - from) * frameMs < deadMs) return [];
  const zeros = countOf(level.subarray(0, from), (value) => value <= silentLevel);
  return zeros > suppressedShare * from ? [] : [{ startMs: from * frameMs, endMs: durationMs }];
}

function isNeverHeard(own: ChannelMeasures, all: readonly ChannelMeasures[]): boolean {
  if (all.length < 2 || own.speech.length > 0 || own.music.length > 0 || own.tones.length > 0) return false;
  return all.some(({ speech }) => speech.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0) >= monologueMs);
}
