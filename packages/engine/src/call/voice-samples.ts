// Loudness, speech rate and pitch of short stretches of speech, and each speaker's own usual value.
import type { Speaker } from "@tingheng/domain";
import type { PreparedCall } from "./prepared-call.ts";
import { syllablesIn, syllablesPerWord } from "./speech-length.ts";
import { spokenTurns } from "./utterances.ts";

export type VoiceMeasure = "loudnessDb" | "syllablesPerSecond" | "pitchHz";

export interface VoiceSample {
  readonly speaker: Speaker;
  readonly speakerConfidence: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly value: number;
  /** The turn it belongs to, where that is known. */
  readonly turn: number | undefined;
}

/** What was measured in the recording; undefined where it was not. */
export function measuredSamples(call: PreparedCall, measure: VoiceMeasure): readonly VoiceSample[] | undefined {
  const { stretches, speakerConfidence = 1 } = call.call.sound ?? {};
  const known = stretches?.flatMap(({ speaker, startMs, endMs, [measure]: value }) => {
    return value === undefined ? [] : [{ speaker, speakerConfidence, startMs, endMs, value }];
  });
  if (known === undefined || known.length === 0) return undefined;
  return known.map((one) => ({ ...one, turn: turnAround(call, one) }));
}

/** The turn of the same speaker that shares most time with a stretch. */
function turnAround(call: PreparedCall, { speaker, startMs, endMs }: Omit<VoiceSample, "turn">): number | undefined {
  let best: number | undefined;
  let most = 0;
  for (const turn of call.turns) {
    if (turn.speaker !== speaker || turn.startMs === undefined || turn.endMs === undefined) continue;
    const shared = Math.min(endMs, turn.endMs) - Math.max(startMs, turn.startMs);
    if (shared > most) [best, most] = [turn.index, shared];
  }
  return best;
}

/** Syllables a second from the words of each turn and its times; undefined where turns have no times. */
export function spokenRates(call: PreparedCall, minSyllables: number): readonly VoiceSample[] | undefined {
  return spokenTurns(call)?.flatMap(({ speaker, speakerConfidence, startMs, endMs, turn }) => {
    const syllables = syllablesIn(call.turns[turn ?? -1]?.text ?? "");
    if (syllables < minSyllables || endMs <= startMs) return [];
    return [{ speaker, speakerConfidence, startMs, endMs, value: (syllables * 1000) / (endMs - startMs), turn }];
  });
}

/** A speaker's usual value: that of the whole call, else the middle one of three stretches or more. */
export function usualValue(
  call: PreparedCall,
  measure: VoiceMeasure,
  speaker: Speaker,
  samples: readonly VoiceSample[],
): number | undefined {
  const whole = wholeCallValue(call, measure, speaker);
  if (whole !== undefined) return whole;
  const own = samples.filter((sample) => sample.speaker === speaker).map(({ value }) => value);
  return own.length < 3 ? undefined : middle(own);
}

/** What the recording's measures say of a speaker over the whole call. */
export function wholeCallValue(call: PreparedCall, measure: VoiceMeasure, speaker: Speaker): number | undefined {
  const measures = call.call.sound?.bySpeaker?.[speaker];
  if (measure !== "syllablesPerSecond" || measures?.syllablesPerSecond !== undefined) return measures?.[measure];
  return measures?.wordsPerMinute === undefined ? undefined : (measures.wordsPerMinute * syllablesPerWord) / 60;
}

/** The mean of stretches, longer ones weighing more. */
export function meanValue(samples: readonly VoiceSample[]): number | undefined {
  const total = samples.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  if (total === 0) return undefined;
  return samples.reduce((sum, { startMs, endMs, value }) => sum + value * (endMs - startMs), 0) / total;
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}
