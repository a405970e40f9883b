// Measures and who speaks become the `sound` part of the call record 通话记录的声音部分, as the engine's operators read it.
import type { Sound, Speaker } from "@tingheng/domain";
import type { SoundMeasures, Span } from "./sound-measures.ts";
import { overlapsOf, type SpokenSpan, silentSpans } from "./turn-taking.ts";

/** Somebody speaks, as a diarisation found it. */
export interface SpeakingSegment extends Span {
  readonly speaker: Speaker;
}

/** Who speaks: one speaker for each channel, or segments of a single channel that holds them all. */
export type WhoSpeaks =
  | { readonly by: "channel"; readonly speakers: readonly Speaker[]; readonly confidence?: number }
  | { readonly by: "segment"; readonly segments: readonly SpeakingSegment[]; readonly confidence?: number };

export function soundOf(measures: SoundMeasures, who: WhoSpeaks): Sound {
  const { format, durationMs, channels } = measures;
  const spoken = spokenBy(measures, who);
  const several = channels.length > 1 || who.by === "segment";
  return {
    durationMs,
    channels: channels.length,
    sampleRateHz: format.sampleRateHz,
    codec: format.codec,
    speech: spoken.map(({ speaker, startMs, endMs }) => ({ speaker, startMs, endMs })),
    silences: silentSpans(spoken, durationMs),
    ...(several ? { overlaps: overlapsOf(spoken, () => undefined) } : {}),
    ...(who.confidence === undefined ? {} : { speakerConfidence: who.confidence }),
  };
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
