// What was measured in a recording 声音测量. A measure that could not be taken is missing, not zero.
import { z } from "zod";
import { openObject } from "./open-object.ts";
import { Speaker } from "./speaker.ts";
import { Milliseconds, ratio, span } from "./time.ts";

export const SpeechSpan = span({ speaker: Speaker });

/** Nobody speaks; `filledBy` says what is heard instead. */
export const Silence = span({ filledBy: z.enum(["music", "tone", "noise", "nothing"]).optional() });

/** Both speak; `by` broke in. A back-channel ("嗯", "好的") is no interruption. */
export const Overlap = span({ by: Speaker, backchannel: z.boolean().optional() });

/** A row of rings or busy tones is one tone; `count` says how many there were. */
export const Tone = span({
  kind: z.enum(["ringback", "busy", "beep", "dtmf"]),
  digits: z.string().optional(),
  count: z.int().positive().optional(),
});

/** 线路故障: the wave is cut off (削波), a side is never heard (单通), a line goes dead (断线). `share`: of samples cut off. */
export const LineFault = span({
  kind: z.enum(["clipping", "oneWay", "dropped"]),
  speaker: Speaker.optional(),
  share: ratio.optional(),
});

/** Measures of one speaker over the whole call. */
export const SpeakerMeasures = openObject({
  talkMs: Milliseconds.optional(),
  loudnessDb: z.number().optional(),
  syllablesPerSecond: z.number().nonnegative().optional(),
  /** For languages with blanks between words, where the source counts words. */
  wordsPerMinute: z.number().nonnegative().optional(),
  pitchHz: z.number().nonnegative().optional(),
  pitchRangeSemitones: z.number().nonnegative().optional(),
});

/** Measures of one speaker over a short stretch (a turn, or a window of a turn). */
export const StretchMeasures = span({
  speaker: Speaker,
  loudnessDb: z.number().optional(),
  syllablesPerSecond: z.number().nonnegative().optional(),
  pitchHz: z.number().nonnegative().optional(),
});

export const Sound = openObject({
  durationMs: Milliseconds.optional(),
  channels: z.int().positive().optional(),
  sampleRateHz: z.int().positive().optional(),
  codec: z.string().optional(),
  speech: z.array(SpeechSpan).optional(),
  silences: z.array(Silence).optional(),
  overlaps: z.array(Overlap).optional(),
  tones: z.array(Tone).optional(),
  /** What is wrong with the line; empty where it was looked at and found sound. */
  faults: z.array(LineFault).optional(),
  bySpeaker: z.partialRecord(Speaker, SpeakerMeasures).optional(),
  stretches: z.array(StretchMeasures).optional(),
  /** How sure the measures are of who spoke, 0–1 (one channel is less sure than two). */
  speakerConfidence: ratio.optional(),
  notes: z.array(z.string()).optional(),
});
export type Sound = z.infer<typeof Sound>;
