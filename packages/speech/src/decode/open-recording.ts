// A recording becomes sound: its kind is told from its bytes, its header is read, its samples are decoded as they are asked for.
import { AppError } from "@tingheng/domain";
import { type SampleDecoder, SoundBreak } from "../codecs/sample-decoder.ts";
import { BlockBuilder } from "../sound/block-builder.ts";
import type { ByteSource } from "../sound/byte-source.ts";
import { EqualChannels } from "../sound/equal-channels.ts";
import { SampleRooms } from "../sound/sample-rooms.ts";
import type { Decoding, SoundBlock } from "../sound/sound-block.ts";
import { openTrack } from "./containers.ts";
import { findFfmpeg } from "./ffmpeg.ts";
import { checkFormat, checkLength, type DecodeOptions, usualLimits } from "./limits.ts";
import type { Track } from "./track.ts";

export interface Surroundings {
  /** Told when a compiled decoder gave up, after which none in this thread should be trusted. */
  readonly trapped?: () => void;
  /** Where the memory of blocks comes from, and goes back to when the next one is asked for. */
  readonly rooms?: SampleRooms;
}

/** In this process: for recordings one trusts, and inside the worker of `decodeSafely`. The source stays open.
 * @throws AppError `sound.unknown`, `sound.broken`, `sound.limit`, also while blocks are read */
export async function openRecording(
  source: ByteSource,
  options: DecodeOptions = {},
  { trapped = () => {}, rooms = new SampleRooms() }: Surroundings = {},
): Promise<Decoding> {
  const limits = { ...usualLimits, ...options.limits };
  const notes: string[] = [];
  const reading = counted(source);
  const ffmpeg = await findFfmpeg(options.ffmpegPath ?? "");
  const track = await openTrack({ source: reading, notes, ffmpeg, secondThread: options.secondThread }, options).catch(
    (error: unknown) => {
      if (isTrap(error)) trapped();
      throw asAppError(error, source.name);
    },
  );
  checkFormat(source.name, track.format, limits);
  const equal = new EqualChannels(track.format.sampleRateHz);
  const check = (frames: number) =>
    checkLength(source.name, (frames * 1_000) / track.format.sampleRateHz, reading.bytesRead(), limits);
  const builder = new BlockBuilder(
    track.format.channels,
    options.blockFrames ?? usualBlockSeconds * track.format.sampleRateHz,
    rooms,
  );
  const blocks = decodedBlocks(track, { path: source.name, notes, builder, check, trapped });
  return {
    format: track.format,
    notes,
    blocks: watched(blocks, equal, notes),
    get falseStereo() {
      return equal.equal;
    },
  };
}

interface Run {
  readonly path: string;
  readonly notes: string[];
  readonly builder: BlockBuilder;
  /** @throws AppError when so many frames are too many */
  readonly check: (frames: number) => void;
  readonly trapped: () => void;
}

/** Passing a block from the decoder's thread costs more than decoding a second of A-law. */
const usualBlockSeconds = 4;

async function* decodedBlocks(track: Track, { path, notes, builder, check, trapped }: Run): AsyncGenerator<SoundBlock> {
  const { sampleRateHz } = track.format;
  const trim = trimmer(track);
  let decoder: SampleDecoder | undefined;
  try {
    decoder = await track.open();
    for await (const packet of track.packets) {
      const samples = await decoder.decode(packet);
      yield* builder.add(samples, ...trim(samples[0]?.length ?? 0));
      check(builder.frames);
    }
    for await (const samples of decoder.finish?.() ?? []) {
      yield* builder.add(samples, ...trim(samples[0]?.length ?? 0));
      check(builder.frames);
    }
  } catch (error) {
    if (isTrap(error)) trapped();
    if (error instanceof AppError || builder.frames === 0) throw asAppError(error, path);
    const second = (builder.frames / sampleRateHz).toFixed(1);
    notes.push(`the recording breaks off after ${second} s: ${problemOf(error)}`);
  } finally {
    decoder?.close?.();
  }
  if (builder.frames === 0) throw new AppError("sound.broken", { path, problem: "there is no sound in it" });
  yield* builder.rest();
  const damaged = decoder?.damaged ?? 0;
  if (damaged > 0) notes.push(`${damaged} pieces could not be decoded; silence stands in their place`);
}

/** Which of the next `count` frames belong to the recording. */
function trimmer({ skipFrames = 0, keepFrames }: Track): (count: number) => [number, number] {
  let passed = 0;
  return (count) => {
    const from = Math.min(count, Math.max(0, skipFrames - passed));
    const keep = keepFrames?.();
    const to = keep === undefined ? count : Math.min(count, Math.max(from, skipFrames + keep - passed));
    passed += count;
    return [from, to];
  };
}

async function* watched(blocks: AsyncIterable<SoundBlock>, equal: EqualChannels, notes: string[]) {
  for await (const block of blocks) {
    equal.watch(block);
    yield block;
  }
  if (equal.equal) notes.push("both channels carry the same sound: they are treated as one");
}

interface CountedSource extends ByteSource {
  /** How far the reading got. */
  bytesRead(): number;
}

function counted(source: ByteSource): CountedSource {
  let farthest = 0;
  return {
    name: source.name,
    byteCount: source.byteCount,
    async read(from, length, room) {
      const bytes = await source.read(from, length, room);
      farthest = Math.max(farthest, from + bytes.length);
      return bytes;
    },
    close: () => source.close(),
    bytesRead: () => farthest,
  };
}

function asAppError(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error;
  return new AppError("sound.broken", { path, problem: problemOf(error) });
}

function isTrap(error: unknown): boolean {
  return error instanceof Error && (error.name === "RuntimeError" || error.name === "RangeError");
}

/** A decoder that was compiled from C gives up with a trap: that, too, is only a broken recording. */
function problemOf(error: unknown): string {
  if (error instanceof SoundBreak) return error.message;
  return `the decoder gave up (${error instanceof Error ? error.message : String(error)})`;
}
