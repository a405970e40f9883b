// The chunks of a RIFF, RF64 or BW64 file, read with distrust: sizes lie, padding is forgotten, headers are half written.
import { SoundBreak } from "../codecs/sample-decoder.ts";
import type { ByteSource } from "../sound/byte-source.ts";

interface Chunk {
  readonly id: string;
  /** Where its contents begin and end. `end` never lies beyond the file. */
  readonly start: number;
  readonly end: number;
}

export interface WaveChunks {
  readonly fmt: Uint8Array;
  readonly data: Chunk;
  /** Frames as the `fact` or `ds64` chunk counts them. */
  readonly frames: number | undefined;
}

/** More chunks than any recorder writes. */
const mostChunks = 1_000;
/** Sizes that stand for "not known yet". */
const openSizes = new Set([0, 0xffffffff, 0x7fffffff, 0x7ffff000, 0x80000000]);

/** @throws SoundBreak when there is no description or no sound */
export async function readWaveChunks(source: ByteSource, notes: string[]): Promise<WaveChunks> {
  let fmt: Uint8Array | undefined;
  let data: Chunk | undefined;
  let frames: number | undefined;
  let longData: number | undefined;
  let at = 12;
  for (let seen = 0; seen < mostChunks && (fmt === undefined || data === undefined); seen += 1) {
    const head = await source.read(at, 8);
    if (head.length < 8) break;
    const id = idOf(head);
    const size = u32(head, 4);
    const start = at + 8;
    if (!isPrintable(id)) {
      const found = await nextKnownChunk(source, at);
      if (found === undefined) break;
      at = found;
      continue;
    }
    if (id === "data")
      data = await dataChunk(source, start, longData !== undefined && size === 0xffffffff ? longData : size, notes);
    const content = id === "data" ? new Uint8Array() : await source.read(start, Math.min(size, 128));
    if (id === "fmt ") fmt = content;
    if (id === "fact" && content.length >= 4) frames = u32(content, 0);
    if (id === "ds64" && content.length >= 24) longData = u32(content, 8) + u32(content, 12) * 2 ** 32;
    at = await afterChunk(source, start, data?.start === start ? data.end - start : size);
  }
  if (fmt === undefined || fmt.length < 14) throw new SoundBreak("the chunk that describes the sound is missing");
  if (data === undefined) throw new SoundBreak("there is no sound in it");
  return { fmt, data, frames: frames === 0 || frames === 0xffffffff ? undefined : frames };
}

async function dataChunk(source: ByteSource, start: number, size: number, notes: string[]): Promise<Chunk> {
  const { byteCount } = source;
  const rest = byteCount - start;
  if (size <= rest && !(openSizes.has(size) && !(await chunkFollows(source, start + size)))) {
    return { id: "data", start, end: start + size };
  }
  if (openSizes.has(size)) {
    if (rest > 0) notes.push("the header was still being written: the sound is read to the end of the file");
  } else {
    const percent = Math.floor((rest * 100) / size);
    notes.push(`the file breaks off: the header promises ${size} bytes of sound, ${rest} are there (${percent} %)`);
  }
  return { id: "data", start, end: byteCount };
}

/** A size of zero is honest only where the next chunk, or the end, follows at once. */
async function chunkFollows(source: ByteSource, at: number): Promise<boolean> {
  const head = await source.read(at, 8);
  return head.length === 0 || (head.length === 8 && knownIds.has(idOf(head)));
}

/** Chunks are padded to even sizes, but not by every recorder. */
async function afterChunk(source: ByteSource, start: number, size: number): Promise<number> {
  const end = start + size;
  if (size % 2 === 0) return end;
  const head = await source.read(end, 5);
  return isPrintable(idOf(head)) && !isPrintable(idOf(head.subarray(1))) ? end : end + 1;
}

const knownIds = new Set([
  "fmt ",
  "data",
  "fact",
  "LIST",
  "bext",
  "cue ",
  "id3 ",
  "ID3 ",
  "PEAK",
  "smpl",
  "JUNK",
  "PAD ",
]);

/** After nonsense: the nearest description or sound. */
async function nextKnownChunk(source: ByteSource, from: number): Promise<number | undefined> {
  const room = await source.read(from, 65_536);
  for (let at = 1; at + 8 <= room.length; at += 1) {
    const id = idOf(room.subarray(at, at + 4));
    if (id === "fmt " || id === "data") return from + at;
  }
  return undefined;
}

function idOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 4));
}

function isPrintable(id: string): boolean {
  return /^[\x20-\x7e]{4}$/.test(id);
}

function u32(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);
}
