// Who speaks, who is silent and who breaks in 话轮: read from the stretches of speech of each speaker.
import type { Sound, Speaker } from "@tingheng/domain";
import type { Span } from "./sound-measures.ts";

export interface SpokenSpan extends Span {
  readonly speaker: Speaker;
  readonly channel: number;
}

/** Shorter than this is a breath between words or two people changing over. */
const shortestSilenceMs = 250;
const shortestOverlapMs = 60;
/** "嗯", "好的", "uh-huh": longer ones say something. */
const longestBackchannelMs = 1000;
/** The other side goes on within this time, or has lost the floor. */
const resumedMs = 1200;
/** Words with shorter pauses between them are one utterance. */
const withinUtteranceMs = 400;
/** Who begins within this time of the other begins at the same time: then whoever spoke last had the floor. */
const togetherMs = 150;
/** A listening sound is not louder than its speaker usually is, but for this much. */
const backchannelOverUsualDb = 3;

/** In order; nobody speaks. Before the first words and after the last as well. */
export function silentSpans(spoken: readonly Span[], durationMs: number): Span[] {
  const silences: Span[] = [];
  let until = 0;
  for (const { startMs, endMs } of [...spoken, { startMs: durationMs, endMs: durationMs }]) {
    if (startMs - until >= shortestSilenceMs) silences.push({ startMs: until, endMs: startMs });
    until = Math.max(until, endMs);
  }
  return silences;
}

/** How much louder (dB) a stretch is than its speaker usually speaks; undefined where that is not known. */
export type OverUsual = (span: SpokenSpan) => number | undefined;

/** `spoken` in order of `startMs`. Whoever begins later breaks in. */
export function overlapsOf(spoken: readonly SpokenSpan[], overUsual: OverUsual): NonNullable<Sound["overlaps"]> {
  const overlaps: NonNullable<Sound["overlaps"]> = [];
  let open: SpokenSpan[] = [];
  for (const own of spoken) {
    open = open.filter(({ endMs }) => endMs > own.startMs);
    for (const other of open) {
      if (other.speaker === own.speaker && other.channel === own.channel) continue;
      const endMs = Math.min(own.endMs, other.endMs);
      if (endMs - own.startMs < shortestOverlapMs) continue;
      const [breaker, broken] = hadFloor(own, other, spoken) ? [other, own] : [own, other];
      const backchannel = isBackchannel(breaker, broken, spoken, overUsual);
      overlaps.push({ startMs: own.startMs, endMs, by: breaker.speaker, backchannel });
    }
    open.push(own);
  }
  return overlaps;
}

/** Both begin together, and `own` was the last to speak before. */
function hadFloor(own: SpokenSpan, other: SpokenSpan, spoken: readonly SpokenSpan[]): boolean {
  if (own.startMs - other.startMs > togetherMs) return false;
  const before = spoken.filter(({ endMs }) => endMs <= other.startMs);
  return (
    before.reduce((last, one) => (one.endMs > last.endMs ? one : last), before[0] ?? other).speaker === own.speaker
  );
}

function utteranceEndMs(own: SpokenSpan, spoken: readonly SpokenSpan[]): number {
  let until = own.endMs;
  for (const { speaker, startMs, endMs } of spoken)
    if (speaker === own.speaker && startMs >= own.startMs && startMs - until <= withinUtteranceMs)
      until = Math.max(until, endMs);
  return until;
}

/** Short, not raised, and the other keeps the floor: goes on, or resumes before this speaker does. */
function isBackchannel(
  own: SpokenSpan,
  other: SpokenSpan,
  spoken: readonly SpokenSpan[],
  overUsual: OverUsual,
): boolean {
  if (utteranceEndMs(own, spoken) - own.startMs > longestBackchannelMs) return false;
  if ((overUsual(own) ?? 0) > backchannelOverUsualDb) return false;
  if (other.endMs > own.endMs) return true;
  const next = spoken.find((span) => span.startMs >= own.endMs - shortestOverlapMs && span !== own);
  return next !== undefined && next.speaker === other.speaker && next.startMs - own.endMs <= resumedMs;
}
