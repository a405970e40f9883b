// The voices of a recording before anybody knows whose they are: one for each channel, or those that were told apart in one.
import type { Span } from "../measure/sound-measures.ts";

/** A voice is known by its label: the number of its channel (`0`, `1`), or `voice-1`, `voice-2` … inside one channel. */
export type VoiceLabel = string;

export interface VoiceSegment extends Span {
  readonly voice: VoiceLabel;
}

export interface Voices {
  readonly by: "channel" | "segment";
  readonly labels: readonly VoiceLabel[];
  /** With `segment`: who speaks when, in order, not overlapping in one voice. */
  readonly segments: readonly VoiceSegment[];
  /** How sure it is that a segment is one voice and the same voice one label, 0–1; channels are sure. */
  readonly confidence: number;
}

export const channelVoices = (channels: number): Voices => ({
  by: "channel",
  labels: Array.from({ length: channels }, (_, channel) => String(channel)),
  segments: [],
  confidence: 1,
});

/** The voice that has most of a stretch; undefined where none speaks in it. */
export function voiceIn(
  { segments }: Voices,
  { startMs, endMs }: Span,
): { voice: VoiceLabel; share: number } | undefined {
  const shares = new Map<VoiceLabel, number>();
  for (const segment of segments) {
    const shared = Math.min(endMs, segment.endMs) - Math.max(startMs, segment.startMs);
    if (shared > 0) shares.set(segment.voice, (shares.get(segment.voice) ?? 0) + shared);
  }
  const all = [...shares.values()].reduce((sum, one) => sum + one, 0);
  const [best] = [...shares].sort((a, b) => b[1] - a[1]);
  return best === undefined ? undefined : { voice: best[0], share: best[1] / all };
}
