// How loud, how fast and how high somebody speaks 响度、语速、音调: of a short stretch, and as they usually do.
import { growing } from "./growing.ts";
import { powerOf } from "./level-meter.ts";
import { portion, those } from "./portion.ts";
import { type ChannelMeasures, frameMs, type Span, silentLevel } from "./sound-measures.ts";

export interface VoiceMeasures {
  readonly loudnessDb?: number;
  readonly syllablesPerSecond?: number;
  readonly pitchHz?: number;
}

export interface UsualVoice extends VoiceMeasures {
  readonly pitchRangeSemitones?: number;
}

/** Pauses within a stretch don't make it softer: frames so far under its loud ones are left out (hundredths of a dB). */
const underLoud = 2000;
const fewestPitches = 6;
/** Shorter stretches hold too few syllables for a rate. */
const shortestRateMs = 500;

/** `gainDb` is what the line itself added there, see `lineGain`. A measure that can't be taken is missing. */
export function voiceOf(channel: ChannelMeasures, span: Span, gainDb = 0): VoiceMeasures {
  const { level, pitch, syllable } = channel.frames;
  const [from, to] = [Math.floor(span.startMs / frameMs), Math.ceil(span.endMs / frameMs)];
  const loudness = loudnessOf(level.subarray(from, to), channel.noiseFloorDb);
  const pitches = those(pitch.subarray(from, to), (value) => value > 0);
  const kernels = syllable.subarray(from, to).reduce((sum, value) => sum + value, 0);
  const seconds = (span.endMs - span.startMs) / 1000;
  return {
    ...(loudness === undefined ? {} : { loudnessDb: rounded(loudness - gainDb) }),
    ...(kernels === 0 || seconds * 1000 < shortestRateMs ? {} : { syllablesPerSecond: rounded(kernels / seconds) }),
    ...(pitches.length < fewestPitches ? {} : { pitchHz: Math.round(portion(pitches, 0.5) ?? 0) / 10 }),
  };
}

/** As somebody speaks in the middle, so that an outburst does not become the usual. */
export function usualVoice(
  channel: ChannelMeasures,
  spans: readonly Span[],
  stretches: readonly (Span & VoiceMeasures)[],
): UsualVoice {
  const pitches = pitchesIn(channel.frames.pitch, spans);
  const usual = portion(pitches, 0.5) ?? 0;
  // Twice or half as high is a mistake of the measure more often than a voice.
  const likely = those(pitches, (value) => value > usual / 1.8 && value < usual * 1.8);
  const seconds = (all: readonly Span[]) => all.reduce((sum, { startMs, endMs }) => sum + (endMs - startMs) / 1000, 0);
  const timed = stretches.filter(({ syllablesPerSecond }) => syllablesPerSecond !== undefined);
  const kernels = timed.reduce((sum, one) => sum + (one.syllablesPerSecond ?? 0) * seconds([one]), 0);
  const loudness = weightedMiddle(stretches);
  return {
    ...(loudness === undefined ? {} : { loudnessDb: loudness }),
    ...(timed.length === 0 ? {} : { syllablesPerSecond: rounded(kernels / seconds(timed)) }),
    ...(likely.length < fewestPitches
      ? {}
      : {
          pitchHz: Math.round(usual) / 10,
          pitchRangeSemitones: rounded(12 * Math.log2((portion(likely, 0.95) ?? 1) / (portion(likely, 0.05) ?? 1))),
        }),
  };
}

/** Root mean square of what is spoken, the power of the line's noise taken off. */
function loudnessOf(level: Int16Array, noiseFloorDb: number | undefined): number | undefined {
  const heard = those(level, (value) => value > silentLevel);
  if (heard.length === 0) return undefined;
  const least = (portion(heard, 0.9) ?? 0) - underLoud;
  const loud = those(heard, (value) => value >= least);
  const noise = noiseFloorDb === undefined ? 0 : powerOf(noiseFloorDb * 100);
  const power = loud.reduce((sum, value) => sum + powerOf(value), 0) / loud.length;
  return power <= 2 * noise ? undefined : 10 * Math.log10(power - noise);
}

function weightedMiddle(stretches: readonly (Span & VoiceMeasures)[]): number | undefined {
  const known = stretches
    .flatMap(({ startMs, endMs, loudnessDb }) =>
      loudnessDb === undefined ? [] : [{ ms: endMs - startMs, loudnessDb }],
    )
    .sort((a, b) => a.loudnessDb - b.loudnessDb);
  const half = known.reduce((sum, { ms }) => sum + ms, 0) / 2;
  let sum = 0;
  for (const { ms, loudnessDb } of known) {
    sum += ms;
    if (sum >= half) return loudnessDb;
  }
  return undefined;
}

function pitchesIn(pitch: Uint16Array, spans: readonly Span[]): Uint16Array {
  const found = growing(Uint16Array);
  for (const { startMs, endMs } of spans) {
    const inside = pitch.subarray(startMs / frameMs, endMs / frameMs);
    for (let at = 0; at < inside.length; at++) if ((inside[at] ?? 0) > 0) found.push(inside[at] ?? 0);
  }
  return found.done();
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
