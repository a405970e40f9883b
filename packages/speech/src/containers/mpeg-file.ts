// MP3 (and layers 1 and 2): a chain of frames, maybe behind a tag; the first frames say what it is.
import { availableParallelism, loadavg } from "node:os";
import { type MpegFrame, mpegDecoder, parseMpegFrame } from "../codecs/mp3.ts";
import { type Gap, pairedMpegDecoder } from "../codecs/mpeg-pair.ts";
import { SoundBreak } from "../codecs/sample-decoder.ts";
import { pieces, portions, type Track, type TrackOpener } from "../decode/track.ts";
import type { ByteSource } from "../sound/byte-source.ts";

const searchBytes = 65_536;
/** A second thread is worth its start from here on: some minutes of speech. */
const longBytes = 1_048_576;
/** What every decoder adds before the sound. */
const decoderDelay = 529;

/** Two frames in a row that agree: one alone is found in any noise. */
export function startsWithMpeg(head: Uint8Array): boolean {
  return hasTag(head) || chainAt(head, 0) !== undefined;
}

export async function openMpeg(opener: TrackOpener): Promise<Track> {
  const { source } = opener;
  return openMpegStretch(opener, await afterTag(source), source.byteCount, "mp3");
}

/** @throws SoundBreak when no frames are found near the start */
export async function openMpegStretch(
  { source, secondThread = coreIsFree() }: TrackOpener,
  from: number,
  to: number,
  container: string,
): Promise<Track> {
  const head = await source.read(from, Math.min(searchBytes, to - from));
  let start = 0;
  let first: MpegFrame | undefined;
  for (; start + 4 <= head.length && first === undefined; start += 1) first = chainAt(head, start);
  if (first === undefined) throw new SoundBreak("no MPEG audio was found in it");
  start -= 1;
  const { sampleRateHz, channels, layer } = first;
  const tag = encoderTag(head, start, first);
  const frames = tag?.frames ?? Math.floor((to - from - start) / first.bytes) * first.frames;
  const format = {
    container,
    codec: `mp${layer}`,
    sampleRateHz,
    channels,
    durationMs: Math.round((frames * 1_000) / sampleRateHz),
  };
  const long = layer === 3 && to - from - start >= longBytes && secondThread;
  if (long && (tag === undefined || tag.frames !== undefined)) {
    return {
      format,
      packets: pieces(source, from + start, to),
      open: () => pairedMpegDecoder(first, tag !== undefined, tag?.gaps ?? []),
    };
  }
  return {
    format,
    packets: portions(source, from + start, to),
    open: () => mpegDecoder(channels, sampleRateHz),
  };
}

function chainAt(head: Uint8Array, at: number): MpegFrame | undefined {
  const first = parseMpegFrame(head, at);
  if (first === undefined) return undefined;
  const next = at + first.bytes;
  if (next + 4 > head.length) return at === 0 ? first : undefined;
  const second = parseMpegFrame(head, next);
  return second?.layer === first.layer && second.sampleRateHz === first.sampleRateHz ? first : undefined;
}

function hasTag(head: Uint8Array): boolean {
  return head[0] === 0x49 && head[1] === 0x44 && head[2] === 0x33;
}

async function afterTag(source: ByteSource): Promise<number> {
  let at = 0;
  for (let tags = 0; tags < 4; tags += 1) {
    const head = await source.read(at, 10);
    if (head.length < 10 || !hasTag(head)) break;
    const size = head.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 127), 0);
    const end = at + 10 + size + ((head[5] ?? 0) & 16 ? 10 : 0);
    if (end >= source.byteCount) break;
    at = end;
  }
  return at;
}

/** Two threads that wait for their turn take longer than one. */
function coreIsFree(): boolean {
  const [load = 0] = loadavg();
  return load < availableParallelism();
}

interface EncoderTag {
  /** Frames of sound, in samples. */
  readonly frames: number | undefined;
  readonly gaps: readonly Gap[];
}

/** Encoders leave the number of frames, and what they put around the sound, in a first frame that holds no sound (Xing, Info). */
function encoderTag(head: Uint8Array, start: number, first: MpegFrame): EncoderTag | undefined {
  const at = start + first.tagOffset;
  const id = String.fromCharCode(...head.subarray(at, at + 4));
  if ((id !== "Xing" && id !== "Info") || at + 12 > head.length) return undefined;
  const flags = head[at + 7] ?? 0;
  const counted = (flags & 1) !== 0;
  const frames = counted ? new DataView(head.buffer, head.byteOffset).getUint32(at + 8) * first.frames : undefined;
  const encoder = at + 8 + (counted ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
  const known = (head[encoder] ?? 0) !== 0 && encoder + 24 <= start + first.bytes;
  if (frames === undefined || frames === 0 || !known) return { frames, gaps: [] };
  const [high = 0, middle = 0, low = 0] = head.subarray(encoder + 21, encoder + 24);
  const delay = (high << 4) | (middle >> 4);
  const padding = ((middle & 15) << 8) | low;
  const end = { from: frames - Math.max(0, padding - decoderDelay), to: frames };
  return { frames, gaps: [{ from: 0, to: delay + decoderDelay }, end] };
}
