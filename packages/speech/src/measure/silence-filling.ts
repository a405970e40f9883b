// What is heard while nobody speaks 静默里的声音: music, tones, noise, or nothing.
import { countOf } from "./portion.ts";
import { type ChannelMeasures, frameMs, type Span, sharedMs, silentLevel } from "./sound-measures.ts";

export type Filling = "music" | "tone" | "noise" | "nothing";

/** So much of the silence at least. */
const mostly = 0.5;
const noisy = 0.3;
/** Over the line's own noise, and over −60 dB, something goes on. */
const overFloorDb = 6;
const audibleDb = -60;

export function fillingOf(channels: readonly ChannelMeasures[], silence: Span): Filling {
  const length = silence.endMs - silence.startMs;
  const covered = (spans: readonly Span[]) => sharedMs(spans, silence) >= mostly * length;
  if (channels.some(({ music }) => covered(music))) return "music";
  if (channels.some(({ tones }) => covered(tones))) return "tone";
  return channels.some((channel) => isNoisy(channel, silence)) ? "noise" : "nothing";
}

function isNoisy({ frames: { level }, noiseFloorDb = silentLevel / 100 }: ChannelMeasures, { startMs, endMs }: Span) {
  const least = 100 * Math.max(audibleDb, noiseFloorDb + overFloorDb);
  const inside = level.subarray(startMs / frameMs, endMs / frameMs);
  return countOf(inside, (value) => value > least) >= noisy * inside.length;
}
