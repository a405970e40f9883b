// What is measured in a recording 声音测量, channel by channel, before anybody knows who speaks. No text, no roles.
import type { SoundFormat } from "../sound/sound-block.ts";

/** Whole milliseconds from the start of the recording. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** How long `spans`, of which no two overlap, last within another. */
export function sharedMs(spans: readonly Span[], { startMs, endMs }: Span): number {
  return spans.reduce(
    (sum, span) => sum + Math.max(0, Math.min(span.endMs, endMs) - Math.max(span.startMs, startMs)),
    0,
  );
}

/** One signal tone, or a row of them: a ringing telephone is one ringback with `count` rings. */
export interface HeardTone extends Span {
  readonly kind: "ringback" | "busy" | "beep" | "dtmf";
  readonly digits?: string;
  readonly count?: number;
}

/** What is wrong with the line. `clipping` and `dropped` stand where they were heard; `oneWay` is a channel that never speaks. */
export interface LineFault extends Span {
  readonly kind: "clipping" | "dropped" | "oneWay";
  readonly channel: number;
  /** Clipping: share of the samples of the stretch that stand at the limit. */
  readonly share?: number;
}

/** Samples that stand at the limit: `share` of all in the stretch. */
export interface ClippedSpan extends Span {
  readonly share: number;
}

export const frameMs = 10;

/** One number for each ten milliseconds; all arrays are of the same length. */
export interface ChannelFrames {
  /** Level in hundredths of a decibel below full scale (a sine at full scale is −3.01 dB); `silentLevel` for zeros. */
  readonly level: Int16Array;
  /** How sure the voice-activity model is, 0–255. */
  readonly voice: Uint8Array;
  /** Pitch of the voice in tenths of a hertz, 0 where there is none. */
  readonly pitch: Uint16Array;
  /** 1 where a syllable's kernel has its peak. */
  readonly syllable: Uint8Array;
}

/** Stands for zeros: nothing at all on the line. */
export const silentLevel = -12000;

/** The waveform at one zoom level, as players want it: lowest and highest sample of each point, −128…127, in turn. */
export interface WaveformPeaks {
  readonly msPerPoint: number;
  readonly points: Int8Array;
}

export interface ChannelMeasures {
  readonly speech: readonly Span[];
  readonly tones: readonly HeardTone[];
  readonly music: readonly Span[];
  /** Level of the line when nothing is heard; missing where it was never so. */
  readonly noiseFloorDb?: number;
  readonly frames: ChannelFrames;
  /** From fine to coarse. */
  readonly peaks: readonly WaveformPeaks[];
}

export interface SoundMeasures {
  readonly format: SoundFormat;
  readonly durationMs: number;
  /** One where the recording has two equal ones (`falseStereo`). */
  readonly channels: readonly ChannelMeasures[];
  readonly falseStereo: boolean;
  readonly faults: readonly LineFault[];
}
