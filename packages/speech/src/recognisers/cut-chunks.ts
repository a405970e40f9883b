// Takes the planned stretches out of a recording that is decoded once more: only what is still needed is kept.
import type { Decoding } from "../sound/sound-block.ts";
import type { PlannedChunk } from "./plan-chunks.ts";
import type { Chunk } from "./recogniser.ts";

interface Filling {
  readonly plan: PlannedChunk;
  readonly startFrame: number;
  readonly samples: Int16Array<ArrayBuffer>;
  filled: number;
}

/** Chunks in the order of the plan's ends. What the recording no longer holds is left out at its end. */
export async function* cutChunks({ format, blocks }: Decoding, plan: readonly PlannedChunk[]): AsyncGenerator<Chunk> {
  const { sampleRateHz } = format;
  const frameAt = (ms: number) => Math.round((ms * sampleRateHz) / 1000);
  const coming = plan.toSorted((a, b) => a.startMs - b.startMs);
  const open: Filling[] = [];
  const chunkOf = ({ plan: { channel, startMs }, samples, filled }: Filling): Chunk => ({
    channel,
    startMs,
    sampleRateHz,
    samples: filled === samples.length ? samples : samples.slice(0, filled),
  });
  for await (const { startFrame, channels } of blocks) {
    const endFrame = startFrame + (channels[0]?.length ?? 0);
    while (coming[0] !== undefined && frameAt(coming[0].startMs) < endFrame) {
      const next = coming.shift();
      if (next === undefined) break;
      const from = frameAt(next.startMs);
      const samples = new Int16Array(Math.max(0, frameAt(next.endMs) - from));
      open.push({ plan: next, startFrame: from, samples, filled: 0 });
    }
    for (const filling of open) {
      const source = channels[filling.plan.channel];
      if (source === undefined) continue;
      const at = filling.startFrame + filling.filled - startFrame;
      const taken = source.subarray(at, at + filling.samples.length - filling.filled);
      filling.samples.set(taken, filling.filled);
      filling.filled += taken.length;
    }
    const whole = open.filter(({ filled, samples }) => filled === samples.length);
    for (const filling of whole.sort((a, b) => a.plan.endMs - b.plan.endMs || a.plan.channel - b.plan.channel)) {
      open.splice(open.indexOf(filling), 1);
      yield chunkOf(filling);
    }
    if (coming.length === 0 && open.length === 0) return;
  }
  for (const filling of open.filter(({ filled }) => filled > 0)) yield chunkOf(filling);
}
