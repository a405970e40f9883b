// Looks for a value of the voice (loudness, speech rate, pitch): of a stretch, of the whole call, against the speaker's
// own usual value, against the stretch before, or from the lowest to the highest.
import type { Speaker } from "@tingheng/domain";
import { z } from "zod";
import { type Bounds, boundFields, hasBound, isWithin, thresholdOf } from "./bounds.ts";
import { heldAt, lesser } from "./call/moment.ts";
import type { PreparedCall } from "./call/prepared-call.ts";
import { voicedBy } from "./call/utterances.ts";
import { turnOfSample, usualValue, type VoiceMeasure, type VoiceSample } from "./call/voice-samples.ts";
import { absent, type Detection, detection, type Hit, missingFields } from "./detection.ts";
import type { Detector } from "./operator.ts";
import type { Scope, Trust } from "./scope.ts";
import { atLeastTimes } from "./times.ts";

export const voiceFields = {
  of: z
    .enum(["turn", "call", "change", "jump", "range"])
    .default("turn")
    .describe(
      "turn: each stretch; call: the speaker's whole call; change: against the speaker's usual value; jump: against the same speaker's stretch before; range: from lowest to highest",
    ),
  ...boundFields,
  minMs: z.int().nonnegative().default(500).describe("shorter stretches are not looked at"),
  times: z.int().positive().default(1).describe("so many stretches at least"),
};

export const needsBound = [hasBound, { error: "one at least of above, atLeast, below, atMost, between" }] as const;

export interface VoiceParams extends Bounds {
  readonly of: "turn" | "call" | "change" | "jump" | "range";
  readonly minMs: number;
  readonly times: number;
}

/** What is looked for, and how two values compare. Names of measures carry their unit. */
export interface VoiceSpec {
  readonly measure: VoiceMeasure;
  readonly samples: (call: PreparedCall) => readonly VoiceSample[] | undefined;
  /** The value of a speaker over the whole call. */
  readonly whole: (call: PreparedCall, speaker: Speaker, samples: readonly VoiceSample[]) => number | undefined;
  /** From lowest to highest, where the recording's measures say it. */
  readonly range?: (call: PreparedCall, speaker: Speaker) => number | undefined;
  readonly difference: (value: number, other: number) => number;
  /** What a value is called and in which unit it is compared. */
  readonly shown: (value: number) => number;
  readonly name: "loudnessDb" | "pitchHz" | "syllablesPerMinute" | "syllablesPerSecond";
  readonly differenceName: "loudnessChangeDb" | "pitchChangeSemitones" | "speechRateRatio";
  /** The field that is missed where there are no samples. */
  readonly missing: (call: PreparedCall) => string;
}

export function voiceDetector(spec: VoiceSpec, params: VoiceParams, minConfidence: number): Detector {
  const key = {};
  return (call, scope) => {
    const samples = call.remember(key, () =>
      spec.samples(call)?.filter(({ startMs, endMs }) => endMs - startMs >= params.minMs),
    );
    if (params.of === "call" || params.of === "range")
      return overall(spec, params, call, scope, samples, minConfidence);
    if (samples === undefined) return missingFields(spec.missing(call));
    return eachStretch(spec, params, call, scope, samples, minConfidence);
  };
}

function eachStretch(
  spec: VoiceSpec,
  params: VoiceParams,
  call: PreparedCall,
  scope: Scope,
  samples: readonly VoiceSample[],
  minConfidence: number,
): Detection {
  const hits: Hit[] = [];
  const maybe: Hit[] = [];
  let noUsual = false;
  const compared = comparison(spec, params, call, samples);
  for (const sample of samples) {
    const value = compared(sample);
    if (value !== undefined && !isWithin(params, value)) continue;
    const trust = trustOf(call, scope, sample, minConfidence);
    if (trust === "no") continue;
    if (value === undefined) noUsual ||= params.of === "change";
    else (trust === "sure" ? hits : maybe).push(hitOf(call, spec, params, sample, value));
  }
  return atLeastTimes(params.times, hits, maybe, noUsual ? ["sound.bySpeaker"] : []);
}

function trustOf(call: PreparedCall, scope: Scope, sample: VoiceSample, minConfidence: number): Trust {
  return lesser(voicedBy(sample, scope.by, minConfidence), heldAt(call, scope, sample.startMs, sample.endMs));
}

/** The value that is compared with the limits; undefined where there is nothing to set it against. */
function comparison(
  spec: VoiceSpec,
  params: VoiceParams,
  call: PreparedCall,
  samples: readonly VoiceSample[],
): (sample: VoiceSample) => number | undefined {
  if (params.of === "turn") return ({ value }) => spec.shown(value);
  const others = new Map<Speaker, number | undefined>();
  if (params.of === "jump") {
    return ({ speaker, value }) => {
      const last = others.get(speaker);
      others.set(speaker, value);
      return last === undefined ? undefined : spec.difference(value, last);
    };
  }
  return ({ speaker, value }) => {
    if (!others.has(speaker)) others.set(speaker, usualValue(call, spec.measure, speaker, samples));
    const usual = others.get(speaker);
    return usual === undefined ? undefined : spec.difference(value, usual);
  };
}

function hitOf(call: PreparedCall, spec: VoiceSpec, params: VoiceParams, sample: VoiceSample, value: number): Hit {
  const { startMs, endMs } = sample;
  const turn = call.turns[turnOfSample(call, sample) ?? -1];
  const words = turn === undefined ? {} : { turn: turn.index, from: 0, to: turn.text.length };
  const measure = params.of === "turn" ? spec.name : spec.differenceName;
  return { ...words, startMs, endMs, measure, value: rounded(value), threshold: thresholdOf(params) };
}

function speakersIn(call: PreparedCall, { by }: Scope, samples: readonly VoiceSample[]): readonly Speaker[] {
  if (by !== "any") return [by];
  const measured = Object.keys(call.call.sound?.bySpeaker ?? {}) as Speaker[];
  return [...new Set([...measured, ...samples.map(({ speaker }) => speaker)])];
}

/** The whole call of a speaker, whatever part of it is looked at. */
function overall(
  spec: VoiceSpec,
  params: VoiceParams,
  call: PreparedCall,
  scope: Scope,
  samples: readonly VoiceSample[] | undefined,
  minConfidence: number,
): Detection {
  const hits: Hit[] = [];
  let known = false;
  for (const speaker of speakersIn(call, scope, samples ?? [])) {
    const own = samples?.filter((sample) => voicedBy(sample, speaker, minConfidence) === "sure") ?? [];
    const value = params.of === "call" ? spec.whole(call, speaker, own) : rangeOf(spec, call, speaker, own);
    if (value === undefined) continue;
    known = true;
    if (!isWithin(params, value)) continue;
    const measure = params.of === "call" ? spec.name : (`${spec.differenceName}Range` as const);
    hits.push({ measure, value: rounded(value), threshold: thresholdOf(params) });
  }
  if (!known) return missingFields(samples === undefined ? spec.missing(call) : "sound.bySpeaker");
  const shaky = (call.call.sound?.speakerConfidence ?? 1) < minConfidence;
  if (hits.length === 0) return absent;
  return shaky ? detection([], hits) : detection(hits);
}

function rangeOf(
  spec: VoiceSpec,
  call: PreparedCall,
  speaker: Speaker,
  own: readonly VoiceSample[],
): number | undefined {
  const measured = spec.range?.(call, speaker);
  if (measured !== undefined) return measured;
  if (own.length < 2) return undefined;
  const values = own.map(({ value }) => value);
  return spec.difference(Math.max(...values), Math.min(...values));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
