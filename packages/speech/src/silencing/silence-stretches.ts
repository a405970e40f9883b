// A copy of the sound with stretches silenced 静音处理: every channel, because one side's voice is heard faintly on the other's.
import type { Span } from "../measure/sound-measures.ts";
import type { Decoding, SoundBlock } from "../sound/sound-block.ts";

/** Fades this long keep the cut from clicking; they lie outside what is silenced. */
const fadeMs = 5;

/** Nothing of the stretches can be heard or brought back: the samples are zeros. */
export function silenced(decoding: Decoding, stretches: readonly Span[]): Decoding {
  if (stretches.length === 0) return decoding;
  const { sampleRateHz } = decoding.format;
  const frame = (ms: number) => (ms * sampleRateHz) / 1000;
  const fade = Math.max(1, Math.round(frame(fadeMs)));
  const spans = stretches.map(({ startMs, endMs }) => ({
    from: Math.floor(frame(startMs)),
    to: Math.ceil(frame(endMs)),
  }));
  async function* blocks(): AsyncGenerator<SoundBlock> {
    for await (const block of decoding.blocks) {
      const length = block.channels[0]?.length ?? 0;
      const near = spans.filter(
        ({ from, to }) => from - fade < block.startFrame + length && to + fade > block.startFrame,
      );
      yield near.length === 0 ? block : quietened(block, near, fade);
    }
  }
  return {
    format: decoding.format,
    blocks: blocks(),
    notes: decoding.notes,
    get falseStereo() {
      return decoding.falseStereo;
    },
  };
}

interface FrameSpan {
  readonly from: number;
  readonly to: number;
}

function quietened({ startFrame, channels }: SoundBlock, spans: readonly FrameSpan[], fade: number): SoundBlock {
  const quiet = channels.map((samples) => new Int16Array(samples));
  for (const { from, to } of spans) {
    const first = Math.max(startFrame, from - fade);
    const last = Math.min(startFrame + (channels[0]?.length ?? 0), to + fade);
    for (let at = first; at < last; at++) {
      const distance = at < from ? from - at : at >= to ? at - to + 1 : 0;
      const share = Math.min(1, distance / (fade + 1));
      for (const samples of quiet) samples[at - startFrame] = Math.round((samples[at - startFrame] ?? 0) * share);
    }
  }
  return { startFrame, channels: quiet };
}
