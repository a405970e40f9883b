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
  /** Its turn, where it comes from the transcript. */
  readonly turn?: number | undefined;
}

const keys: Readonly<Record<VoiceMeasure, object>> = { loudnessDb: {}, syllablesPerSecond: {}, pitchHz: {} };

/** What was measured in the recording; undefined where it was not. */
export function measuredSamples(call: PreparedCall, measure: VoiceMeasure): readonly VoiceSample[] | undefined {
  const { stretches, speakerConfidence = 1 } = call.call.sound ?? {};
  if (stretches === undefined || stretches.length === 0) return undefined;
  return call.remember(keys[measure], () => {
    const known: VoiceSample[] = [];
    for (const { speaker, startMs, endMs, [measure]: value } of stretches) {
      if (value !== undefined) known.push({ speaker, speakerConfidence, startMs, endMs, value });
    }
    return known.length === 0 ? undefined : known;
  });
}

/** The sample's turn, or that of the same speaker which shares most time with it. */
export function turnOfSample(call: PreparedCall, { turn, speaker, startMs, endMs }: VoiceSample): number | undefined {
  if (turn !== undefined) return turn;
  let best: number | undefined;
  let most = 0;
  for (const other of call.turns) {
    if (other.speaker !== speaker || other.startMs === undefined || other.endMs === undefined) continue;
    const shared = Math.min(endMs, other.endMs) - Math.max(startMs, other.startMs);
    if (shared > most) [best, most] = [other.index, shared];
  }
  return best;
}

const rateKey = {};

/** Syllables a second from the words of each turn and its times; undefined where turns have no times. */
export function spokenRates(call: PreparedCall, minSyllables: number): readonly VoiceSample[] | undefined {
  const rates = call.remember(rateKey, () => ratesOfTurns(call));
  return rates?.filter(({ syllables }) => syllables >= minSyllables);
}

function ratesOfTurns(call: PreparedCall): readonly (VoiceSample & { readonly syllables: number })[] | undefined {
  return spokenTurns(call)?.flatMap((voice) => {
    const syllables = syllablesIn(call.turns[voice.turn ?? -1]?.text ?? "");
    const lengthMs = voice.endMs - voice.startMs;
    return lengthMs <= 0 ? [] : [{ ...voice, value: (syllables * 1000) / lengthMs, syllables }];
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
