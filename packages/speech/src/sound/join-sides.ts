// One file for each side of a call becomes one recording of two channels: the agent first.
import { AppError } from "@tingheng/domain";
import type { Decoding, SoundBlock } from "./sound-block.ts";

export interface SideOffsets {
  /** When this side's file began, counted from the start of the call. */
  readonly agentMs?: number;
  readonly customerMs?: number;
}

/** Channel 0 is the agent, channel 1 the customer; a side of several channels is mixed into one. The shorter side ends in silence.
 * @throws AppError `sound.broken` when the sides differ in their sample rate, and what the sides' decoding throws */
export function joinSides(agent: Decoding, customer: Decoding, offsets: SideOffsets = {}): Decoding {
  const { sampleRateHz } = agent.format;
  if (customer.format.sampleRateHz !== sampleRateHz) {
    const problem = `the agent's side has ${sampleRateHz} Hz, the customer's ${customer.format.sampleRateHz} Hz`;
    throw new AppError("sound.broken", { path: "the joined recording", problem });
  }
  const lengths = [agent, customer].map(({ format }) => format.durationMs);
  const ends = [(lengths[0] ?? 0) + (offsets.agentMs ?? 0), (lengths[1] ?? 0) + (offsets.customerMs ?? 0)];
  const codecs = new Set([agent.format.codec, customer.format.codec]);
  const silentFrames = (ms = 0) => Math.max(0, Math.round((ms * sampleRateHz) / 1_000));
  const sides = [side(agent, silentFrames(offsets.agentMs)), side(customer, silentFrames(offsets.customerMs))] as const;
  return {
    format: {
      container: agent.format.container,
      codec: [...codecs].join("+"),
      sampleRateHz,
      channels: 2,
      ...(lengths.includes(undefined) ? {} : { durationMs: Math.max(...ends) }),
    },
    blocks: together(sides[0], sides[1], sampleRateHz),
    get notes() {
      return [...agent.notes.map((note) => `agent: ${note}`), ...customer.notes.map((note) => `customer: ${note}`)];
    },
    falseStereo: false,
  };
}

type Side = AsyncGenerator<Int16Array<ArrayBuffer>>;

async function* side(decoding: Decoding, silentFrames: number): Side {
  const { sampleRateHz } = decoding.format;
  for (let left = silentFrames; left > 0; left -= sampleRateHz) yield new Int16Array(Math.min(left, sampleRateHz));
  for await (const block of decoding.blocks) yield mixed(block);
}

function mixed({ channels }: SoundBlock): Int16Array<ArrayBuffer> {
  const [first] = channels;
  if (first === undefined || channels.length === 1) return first ?? new Int16Array();
  return first.map((_, at) =>
    Math.round(channels.reduce((sum, channel) => sum + (channel[at] ?? 0), 0) / channels.length),
  );
}

async function* together(agent: Side, customer: Side, blockFrames: number): AsyncGenerator<SoundBlock> {
  const portions = [portioned(agent), portioned(customer)] as const;
  try {
    for (let startFrame = 0; ; startFrame += blockFrames) {
      const both = await Promise.all(portions.map((portion) => portion.take(blockFrames)));
      const frames = Math.max(...both.map(({ length }) => length));
      if (frames === 0) return;
      yield { startFrame, channels: both.map((one) => (one.length === frames ? one : padded(one, frames))) };
    }
  } finally {
    await Promise.all([agent.return(undefined), customer.return(undefined)]);
  }
}

function padded(samples: Int16Array, frames: number): Int16Array<ArrayBuffer> {
  const room = new Int16Array(frames);
  room.set(samples);
  return room;
}

/** Hands out portions of a wished length from pieces of any length; a shorter one only at the end. */
function portioned(pieces: Side): { take(frames: number): Promise<Int16Array<ArrayBuffer>> } {
  let left: Int16Array<ArrayBuffer> = new Int16Array();
  return {
    async take(frames) {
      const portion = new Int16Array(frames);
      let filled = 0;
      while (filled < frames) {
        if (left.length === 0) {
          const next = await pieces.next();
          if (next.done === true) return portion.slice(0, filled);
          left = next.value;
        }
        const count = Math.min(frames - filled, left.length);
        portion.set(left.subarray(0, count), filled);
        left = left.subarray(count);
        filled += count;
      }
      return portion;
    },
  };
}
