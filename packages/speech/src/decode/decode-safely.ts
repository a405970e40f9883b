// Decoding that can't take the process down: in a thread with a heap limit, stopped when it makes no progress.
import { AppError } from "@tingheng/domain";
import type { ByteSource } from "../sound/byte-source.ts";
import type { Decoding, SoundBlock, SoundFormat } from "../sound/sound-block.ts";
import { DecoderThread } from "./decoder-thread.ts";
import type { DecodeOptions } from "./limits.ts";
import { blocksAhead, type Failure, type FromDecoder, type SourceOffer } from "./worker-messages.ts";

export interface SafeDecodeOptions extends DecodeOptions {
  /** Without any progress for so long, decoding is given up. */
  readonly stallMs?: number;
  /** What the thread runs instead of the usual decoding. */
  readonly script?: URL;
}

const usualStallMs = 5_000;
/** Slower than this many times real time counts as no progress, too: a file must not cost hours a little at a time. */
const slowestSpeed = 10;

/** As `openRecording`, for recordings that nobody vouches for. A source that is not a path stays open.
 * @throws AppError `input.not-found`, `input.unreadable`, `sound.*`, also while blocks are read */
export async function decodeSafely(source: ByteSource | string, options: SafeDecodeOptions = {}): Promise<Decoding> {
  const { stallMs = usualStallMs, script, ...decodeOptions } = options;
  const path = typeof source === "string" ? source : source.name;
  const run = new SafeRun(await DecoderThread.take(script), source, path, stallMs);
  const offer: SourceOffer =
    typeof source === "string"
      ? { kind: "file", path: source }
      : { kind: "remote", name: source.name, byteCount: source.byteCount };
  return run.open(offer, decodeOptions);
}

class SafeRun {
  private readonly thread: DecoderThread;
  private readonly source: ByteSource | string;
  private readonly path: string;
  private readonly stallMs: number;
  private ended: Extract<FromDecoder, { kind: "ended" }> | undefined;
  private waitedMs = 0;

  constructor(thread: DecoderThread, source: ByteSource | string, path: string, stallMs: number) {
    this.thread = thread;
    this.source = source;
    this.path = path;
    this.stallMs = stallMs;
  }

  async open(source: SourceOffer, options: DecodeOptions): Promise<Decoding> {
    this.thread.say({ kind: "open", source, options });
    this.thread.say({ kind: "more", blocks: blocksAhead });
    const first = await this.next(0);
    if (first.kind === "ended") throw this.errorOf(first.failure);
    if (first.kind !== "opened") throw new Error(`the decoding thread said ${first.kind}`);
    const { format } = first;
    const notes: string[] = [];
    const ended = () => this.ended;
    return {
      format,
      notes,
      blocks: this.letGo(this.blocks(format, notes)),
      get falseStereo() {
        return ended()?.falseStereo ?? false;
      },
    };
  }

  private async *blocks(format: SoundFormat, notes: string[]): AsyncGenerator<SoundBlock> {
    try {
      let decodedMs = 0;
      while (this.ended === undefined) {
        const message = await this.next(decodedMs);
        if (message.kind === "block") {
          const frames = message.block.startFrame + (message.block.channels[0]?.length ?? 0);
          decodedMs = (frames * 1_000) / format.sampleRateHz;
          yield message.block;
          this.askForMore(message.block);
        } else if (message.kind === "ended") {
          notes.push(...message.notes);
          if (message.failure !== undefined) throw this.errorOf(message.failure);
        }
      }
    } finally {
      if (this.ended === undefined) this.thread.abandon();
    }
  }

  /** A generator that was never asked for anything does nothing when it is told that nobody will. */
  private letGo(blocks: AsyncGenerator<SoundBlock>): AsyncIterable<SoundBlock> {
    let isBegun = false;
    const next = () => {
      isBegun = true;
      return blocks.next();
    };
    const leave = () => {
      if (!isBegun) this.thread.abandon();
      isBegun = true;
      return blocks.return(undefined);
    };
    return { [Symbol.asyncIterator]: () => ({ next, return: leave }) };
  }

  /** The memory of a block goes back to be filled again, unless who read it has handed it on. */
  private askForMore({ channels: room }: SoundBlock): void {
    if (room.some(({ buffer }) => buffer.detached)) this.thread.say({ kind: "more", blocks: 1 });
    else
      this.thread.say(
        { kind: "more", blocks: 1, room },
        room.map(({ buffer }) => buffer),
      );
  }

  /** The next thing that matters; reading for the thread goes on meanwhile and is not its fault. */
  private async next(decodedMs: number): Promise<FromDecoder> {
    for (;;) {
      const since = performance.now();
      const budget = Math.min(this.stallMs, this.stallMs + decodedMs / slowestSpeed - this.waitedMs);
      const message = await this.thread.next(Math.max(1, budget)).catch((error: unknown) => {
        this.thread.discard();
        throw error;
      });
      this.waitedMs += performance.now() - since;
      if (message === "late") throw this.stalled();
      if (message === "out-of-memory") throw this.outOfMemory();
      if (message.kind === "read") await this.feed(message.from, message.room);
      else {
        if (message.kind === "ended") this.end(message);
        return message;
      }
    }
  }

  private async feed(from: number, room: Uint8Array<ArrayBuffer>): Promise<void> {
    if (typeof this.source === "string") return;
    const bytes = await this.source.read(from, room.length, room).catch(() => undefined);
    if (bytes === undefined) return this.thread.say({ kind: "bytes", bytes });
    if (bytes.buffer !== room.buffer) room.set(bytes);
    this.thread.say({ kind: "bytes", bytes: room.subarray(0, bytes.length) }, [room.buffer]);
  }

  private end(message: Extract<FromDecoder, { kind: "ended" }>): void {
    this.ended = message;
    if (message.spent) this.thread.discard();
    else this.thread.giveBack();
  }

  private stalled(): AppError {
    this.thread.discard();
    return new AppError("sound.stalled", { path: this.path, seconds: (this.stallMs / 1_000).toString() });
  }

  private outOfMemory(): AppError {
    this.thread.discard();
    return new AppError("sound.limit", {
      path: this.path,
      what: "the memory that decoding takes",
      found: "more",
      allowed: `${DecoderThread.heapMb} MB`,
    });
  }

  private errorOf(failure: Failure | undefined): Error {
    if (failure?.code !== undefined) return new AppError(failure.code, failure.details);
    return new AppError("sound.broken", { path: this.path, problem: failure?.message ?? "there is no sound in it" });
  }
}
