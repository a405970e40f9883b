// Measures and who speaks become the `sound` part of the call record 通话记录的声音部分, as the engine's operators read it.
import type { Sound, Speaker } from "@tingheng/domain";
import { lineGain } from "./line-gain.ts";
import { fillingOf } from "./silence-filling.ts";
import type { SoundMeasures, Span } from "./sound-measures.ts";
import { overlapsOf, type SpokenSpan, silentSpans } from "./turn-taking.ts";
import { usualVoice, type VoiceMeasures, voiceOf } from "./voice-measures.ts";

/** Somebody speaks, as a diarisation found it. */
export interface SpeakingSegment extends Span {
  readonly speaker: Speaker;
}

/** Who speaks: one speaker for each channel, or segments of a single channel that holds them all. */
export type WhoSpeaks =
  | { readonly by: "channel"; readonly speakers: readonly Speaker[]; readonly confidence?: number }
  | { readonly by: "segment"; readonly segments: readonly SpeakingSegment[]; readonly confidence?: number };

/** Overlaps are missing where one channel holds everybody and nobody told their voices apart. */
export function soundOf(measures: SoundMeasures, who: WhoSpeaks): Sound {
  const { format, durationMs, channels } = measures;
  const spoken = spokenBy(measures, who);
  const stretches = stretchesOf(measures, spoken);
  const bySpeaker = speakersOf(measures, spoken, stretches);
  const overUsual = (span: SpokenSpan) => {
    const usual = bySpeaker[span.speaker]?.loudnessDb;
    const own = stretches.find(
      ({ speaker, startMs }) => speaker === span.speaker && startMs === span.startMs,
    )?.loudnessDb;
    return usual === undefined || own === undefined ? undefined : own - usual;
  };
  const several = channels.length > 1 || who.by === "segment";
  return {
    durationMs,
    channels: channels.length,
    sampleRateHz: format.sampleRateHz,
    codec: format.codec,
    speech: spoken.map(({ speaker, startMs, endMs }) => ({ speaker, startMs, endMs })),
    silences: silentSpans(spoken, durationMs).map((span) => ({ ...span, filledBy: fillingOf(channels, span) })),
    ...(several ? { overlaps: overlapsOf(spoken, overUsual) } : {}),
    tones: tonesOf(measures),
    faults: measures.faults.map(({ channel, ...fault }) => ({ ...fault, ...speakerOf(channel, who) })),
    bySpeaker,
    stretches: stretches.map(({ channel: _, ...stretch }) => stretch),
    ...(who.confidence === undefined ? {} : { speakerConfidence: who.confidence }),
  };
}

function speakerOf(channel: number, who: WhoSpeaks): { readonly speaker?: Speaker } {
  const speaker = who.by === "channel" ? who.speakers[channel] : undefined;
  return speaker === undefined ? {} : { speaker };
}

function spokenBy({ channels }: SoundMeasures, who: WhoSpeaks): SpokenSpan[] {
  const spoken =
    who.by === "channel"
      ? channels.flatMap(({ speech }, channel) =>
          speech.map((span) => ({ ...span, channel, speaker: who.speakers[channel] ?? "unknown" })),
        )
      : who.segments.flatMap((segment) =>
          shared(channels[0]?.speech ?? [], segment).map((span) => ({ ...span, channel: 0, speaker: segment.speaker })),
        );
  return spoken.sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
}

function shared(spans: readonly Span[], { startMs, endMs }: Span): Span[] {
  return spans
    .filter((span) => span.startMs < endMs && span.endMs > startMs)
    .map((span) => ({ startMs: Math.max(span.startMs, startMs), endMs: Math.min(span.endMs, endMs) }));
}

type MeasuredStretch = SpokenSpan & VoiceMeasures;

/** A raised voice must not drown in a long stretch: longer ones are looked at in parts. */
const longestStretchMs = 5000;
const shortestStretchMs = 200;

function stretchesOf({ channels }: SoundMeasures, spoken: readonly SpokenSpan[]): MeasuredStretch[] {
  const gains = channels.map(lineGain);
  return spoken.flatMap(parts).flatMap((span) => {
    const channel = channels[span.channel];
    if (channel === undefined || span.endMs - span.startMs < shortestStretchMs) return [];
    const measured = voiceOf(channel, span, gains[span.channel]?.(span.startMs));
    return Object.keys(measured).length === 0 ? [] : [{ ...span, ...measured }];
  });
}

function parts(span: SpokenSpan): SpokenSpan[] {
  const length = span.endMs - span.startMs;
  const count = Math.ceil(length / longestStretchMs);
  const edge = (part: number) => span.startMs + Math.round((part * length) / count / 10) * 10;
  return Array.from({ length: count }, (_, part) => ({
    ...span,
    startMs: edge(part),
    endMs: part === count - 1 ? span.endMs : edge(part + 1),
  }));
}

function speakersOf(
  { channels }: SoundMeasures,
  spoken: readonly SpokenSpan[],
  stretches: readonly MeasuredStretch[],
): NonNullable<Sound["bySpeaker"]> {
  const known: NonNullable<Sound["bySpeaker"]> = {};
  for (const speaker of new Set(spoken.map((span) => span.speaker))) {
    const own = spoken.filter((span) => span.speaker === speaker);
    const channel = channels[own[0]?.channel ?? 0];
    if (channel === undefined) continue;
    const talkMs = own.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
    const same = stretches.filter((stretch) => stretch.speaker === speaker);
    known[speaker] = { talkMs, ...usualVoice(channel, own, same) };
  }
  return known;
}

/** A tone that is heard on both sides is one tone. */
function tonesOf({ channels }: SoundMeasures): NonNullable<Sound["tones"]> {
  const all = channels.flatMap(({ tones }) => tones).sort((a, b) => a.startMs - b.startMs);
  return all.filter(
    (tone, index) =>
      !all
        .slice(0, index)
        .some((other) => other.kind === tone.kind && other.startMs < tone.endMs && tone.startMs < other.endMs),
  );
}
