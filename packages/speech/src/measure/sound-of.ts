// Measures and who speaks become the `sound` part of the call record 通话记录的声音部分, as the engine's operators read it.
import type { Sound, Speaker } from "@tingheng/domain";
import type { SoundMeasures, Span } from "./sound-measures.ts";

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
  const speech = channels
    .flatMap(({ speech: spans }, index) => {
      const speaker = (who.by === "channel" ? who.speakers[index] : undefined) ?? "unknown";
      return spans.map((span) => ({ speaker, ...span }));
    })
    .sort((a, b) => a.startMs - b.startMs);
  return {
    durationMs,
    channels: channels.length,
    sampleRateHz: format.sampleRateHz,
    codec: format.codec,
    speech,
    ...(who.confidence === undefined ? {} : { speakerConfidence: who.confidence }),
  };
}
