// Sound measured without a recogniser: blocks in, measures by channel out, in one pass.
import type { SoundBlock, SoundFormat } from "../sound/sound-block.ts";
import { channelMeter } from "./channel-meter.ts";
import { withoutCrosstalk } from "./crosstalk.ts";
import { lineFaults } from "./line-faults.ts";
import type { SoundMeasures } from "./sound-measures.ts";

/** A recording as `Decoding` gives it; blocks may be of any length. */
export interface MeasurableSound {
  readonly format: SoundFormat;
  readonly blocks: AsyncIterable<SoundBlock> | Iterable<SoundBlock>;
  /** Both channels are equal, known when `blocks` has ended. */
  readonly falseStereo?: boolean;
}

/** @throws whatever the blocks throw. A recording without any sound has channels without measures. */
export async function measureSound(sound: MeasurableSound): Promise<SoundMeasures> {
  const { format, blocks } = sound;
  const meters = Array.from({ length: format.channels }, () => channelMeter(format.sampleRateHz));
  let samples = 0;
  for await (const { channels } of blocks) {
    samples += channels[0]?.length ?? 0;
    meters.forEach((meter, index) => {
      const channel = channels[index];
      if (channel !== undefined) meter.take(channel);
    });
  }
  const { falseStereo = false } = sound;
  const durationMs = Math.round((samples * 1000) / format.sampleRateHz);
  const measured = withoutCrosstalk((falseStereo ? meters.slice(0, 1) : meters).map((meter) => meter.done()));
  return {
    format,
    durationMs,
    channels: measured.map(({ clipped: _, ...channel }) => channel),
    falseStereo,
    faults: lineFaults(measured, durationMs),
  };
}
