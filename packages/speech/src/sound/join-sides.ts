// One file for each side of a call becomes one recording of two channels: the agent first.
import { AppError } from "@tingheng/domain";
import { type Decoding, leaveUnread, type SoundBlock } from "./sound-block.ts";

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
    for (const side of [agent, customer]) void leaveUnread(side);
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

/** Each portion is good until the next one is asked for. */
async function* side(decoding: Decoding, silentFrames: number): Side {
  const { sampleRateHz } = decoding.format;
  const silence = new Int16Array(Math.min(silentFrames, sampleRateHz));
  for (let left = silentFrames; left > 0; left -= sampleRateHz) yield silence.subarray(0, left);
  const mixed = mixer();
  for await (const block of decoding.blocks) yield mixed(block);
}

function mixer(): (block: SoundBlock) => Int16Array<ArrayBuffer> {
  let room = new Int16Array();
  return ({ channels }) => {
    const [first = new Int16Array()] = channels;
    if (channels.length <= 1) return first;
    if (room.length < first.length) room = new Int16Array(first.length);
    const mixed = room.subarray(0, first.length);
    for (let at = 0; at < mixed.length; at += 1) {
      let sum = 0;
      for (const channel of channels) sum += channel[at] ?? 0;
      mixed[at] = Math.round(sum / channels.length);
    }
    return mixed;
  };
}

async function* together(agent: Side, customer: Side, blockFrames: number): AsyncGenerator<SoundBlock> {
  const portions = [portioned(agent, blockFrames), portioned(customer, blockFrames)] as const;
  try {
    for (let startFrame = 0; ; startFrame += blockFrames) {
      const frames = Math.max(...(await Promise.all(portions.map((portion) => portion.fill()))));
      if (frames === 0) return;
      yield { startFrame, channels: portions.map(({ room }) => room.subarray(0, frames)) };
    }
  } finally {
    await Promise.all([agent.return(undefined), customer.return(undefined)]);
  }
}

interface Portions {
  readonly room: Int16Array<ArrayBuffer>;
  /** Puts the next frames into the room, silence behind the last ones; says how many there were. */
  fill(): Promise<number>;
}

/** Portions of one length from pieces of any length. */
function portioned(pieces: Side, frames: number): Portions {
  const room = new Int16Array(frames);
  let left: Int16Array<ArrayBuffer> = new Int16Array();
  return {
    room,
    async fill() {
      let filled = 0;
      while (filled < frames) {
        if (left.length === 0) {
          const next = await pieces.next();
          if (next.done === true) break;
          left = next.value;
        }
        const count = Math.min(frames - filled, left.length);
        room.set(left.subarray(0, count), filled);
        left = left.subarray(count);
        filled += count;
      }
      room.fill(0, filled);
      return filled;
    },
  };
}
