// WebM and Matroska: the first audio track, block by block.
import { AppError } from "@tingheng/domain";
import { aacDecoder, parseAudioSpecificConfig } from "../codecs/aac.ts";
import { mpegDecoder } from "../codecs/mp3.ts";
import { opusDecoder, opusTicksPerSecond, parseOpusHead } from "../codecs/opus.ts";
import { SoundBreak } from "../codecs/sample-decoder.ts";
import type { Track, TrackOpener } from "../decode/track.ts";
import { type Leaf, leaves, parseVint } from "./ebml.ts";

const ids = {
  header: 0x1a45dfa3,
  segment: 0x18538067,
  tracks: 0x1654ae6b,
  track: 0xae,
  audio: 0xe1,
  cluster: 0x1f43b675,
  group: 0xa0,
  number: 0xd7,
  kind: 0x83,
  codec: 0x86,
  description: 0x63a2,
  rate: 0xb5,
  channels: 0x9f,
  block: 0xa1,
  simpleBlock: 0xa3,
} as const;

const wanted = {
  masters: new Set<number>([ids.segment, ids.tracks, ids.track, ids.audio, ids.cluster, ids.group]),
  leaves: new Set<number>([
    ids.number,
    ids.kind,
    ids.codec,
    ids.description,
    ids.rate,
    ids.channels,
    ids.block,
    ids.simpleBlock,
  ]),
  resync: ids.cluster,
};

interface Entry {
  number: number;
  kind: number;
  codec: string;
  description: Uint8Array;
  rate: number;
  channels: number;
}

const soundTrack = 2;

/** @throws SoundBreak, AppError `sound.broken` for a codec that is not decoded */
export async function openMatroska(opener: TrackOpener): Promise<Track> {
  const { source, notes } = opener;
  const elements = leaves(source, wanted, notes);
  const entries: Entry[] = [];
  let first: Leaf | undefined;
  for (let next = await elements.next(); next.done !== true; next = await elements.next()) {
    if (isBlock(next.value)) {
      first = next.value;
      break;
    }
    learn(entries, next.value);
  }
  const entry = entries.find(({ kind }) => kind === soundTrack);
  if (entry === undefined) throw new SoundBreak("there is no sound in it");
  return { ...trackOf(entry, opener), packets: packetsOf(entry.number, first, elements) };
}

function trackOf(entry: Entry, { source, ffmpeg }: TrackOpener): Omit<Track, "packets"> {
  const { codec, description, channels, rate: sampleRateHz } = entry;
  const container = "matroska";
  if (codec === "A_OPUS") {
    const head = parseOpusHead(description);
    return {
      format: { container, codec: "opus", sampleRateHz: head.sampleRateHz, channels: head.channels },
      open: () => opusDecoder(head),
      skipFrames: Math.round((head.preSkip * head.sampleRateHz) / opusTicksPerSecond),
    };
  }
  if (codec === "A_MPEG/L3") {
    return {
      format: { container, codec: "mp3", sampleRateHz, channels },
      open: () => mpegDecoder(channels, sampleRateHz),
    };
  }
  if (codec === "A_AAC") {
    const config = parseAudioSpecificConfig(description);
    return {
      format: { container, codec: "aac", sampleRateHz, channels },
      open: () => aacDecoder(config, channels, sampleRateHz, source.name, ffmpeg),
    };
  }
  throw new AppError("sound.broken", { path: source.name, problem: `sound in ${codec} is not decoded from Matroska` });
}

/** The leaves of an entry follow its number or its kind, in any order: a second of one of them begins the next entry. */
function learn(entries: Entry[], { id, bytes }: Leaf): void {
  let entry = entries.at(-1);
  if (id === ids.number || entry === undefined) {
    entry = { number: 1, kind: 0, codec: "", description: new Uint8Array(), rate: 8_000, channels: 1 };
    entries.push(entry);
  }
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (id === ids.number) entry.number = value;
  else if (id === ids.kind) entry.kind = value;
  else if (id === ids.codec) entry.codec = new TextDecoder().decode(bytes).replace(/\0+$/, "");
  else if (id === ids.description) entry.description = bytes;
  else if (id === ids.channels) entry.channels = value;
  else if (id === ids.rate && bytes.length === 8) entry.rate = Math.round(view.getFloat64(0));
  else if (id === ids.rate && bytes.length === 4) entry.rate = Math.round(view.getFloat32(0));
}

function isBlock({ id }: Leaf): boolean {
  return id === ids.block || id === ids.simpleBlock;
}

async function* packetsOf(
  track: number,
  first: Leaf | undefined,
  rest: AsyncIterable<Leaf>,
): AsyncGenerator<Uint8Array> {
  if (first !== undefined) yield* framesOf(track, first.bytes);
  for await (const leaf of rest) if (isBlock(leaf)) yield* framesOf(track, leaf.bytes);
}

/** A block holds one frame, or several with their sizes in front: of one size, in steps of 255, or as differences. */
function* framesOf(track: number, block: Uint8Array): Generator<Uint8Array> {
  const number = parseVint(block);
  if (number?.value !== track) return;
  const lacing = ((block[number.length + 2] ?? 0) >> 1) & 3;
  let at = number.length + 3;
  if (lacing === 0) {
    yield block.subarray(at);
    return;
  }
  const count = (block[at++] ?? 0) + 1;
  const sizes: number[] = [];
  if (lacing === 2) sizes.push(...new Array<number>(count - 1).fill(Math.floor((block.length - at) / count)));
  while (sizes.length < count - 1 && at < block.length) {
    if (lacing === 1) {
      let size = 0;
      let part = 255;
      for (; part === 255 && at < block.length; size += part) part = block[at++] ?? 0;
      sizes.push(size);
    } else {
      const coded = parseVint(block.subarray(at, at + 8));
      if (coded?.value === undefined) return;
      at += coded.length;
      const before = sizes.at(-1);
      sizes.push(before === undefined ? coded.value : before + coded.value - (2 ** (7 * coded.length - 1) - 1));
    }
  }
  for (const size of sizes) {
    if (size < 0 || at + size > block.length) return;
    yield block.subarray(at, at + size);
    at += size;
  }
  yield block.subarray(at);
}
