// A long MP3 decoded by two threads, stretch by stretch in turns; together they give what one would give.
import { setImmediate } from "node:timers/promises";
import { joinedAs } from "../sound/joined.ts";
import { copied, type SampleRoom, SampleRooms } from "../sound/sample-rooms.ts";
import { type MpegFrame, mpegSamples } from "./mp3.ts";
import { type MpegStretch, MpegStretches, withLead } from "./mpeg-stretches.ts";
import { MpegThread } from "./mpeg-thread.ts";
import { openMpg123 } from "./mpg123.ts";
import type { SampleDecoder, Samples } from "./sample-decoder.ts";

const mostHeld = 4;
/** So little that not much is lost where decoding breaks off. */
const brokenPortionBytes = 1_024;
/** Stretches differ by a frame or two: memory in steps of so much serves for the next one, too. */
const bytesStep = 16_384;
const framesStep = 16_384;

/** Samples from one place to another. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** @param tagged the first frame holds no sound
 * @param gaps what the encoder put before and after the sound */
export async function pairedMpegDecoder(
  first: MpegFrame,
  tagged: boolean,
  gaps: readonly Gap[],
): Promise<SampleDecoder> {
  const here = await openMpg123({ gapless: false });
  const there = MpegThread.take();
  const pair = new MpegPair(first, tagged, there, mpegSamples(here, first.channels, first.sampleRateHz));
  let passed = 0;
  let last: SampleRoom = [];
  /** What was handed out before is written over from here on. */
  const kept = (samples: SampleRoom): Samples => {
    pair.giveBack(last);
    last = samples;
    const from = passed;
    passed += samples[0]?.length ?? 0;
    return without(samples, from, gaps);
  };
  return {
    async decode(bytes) {
      await pair.add(bytes);
      return kept(await pair.next());
    },
    async *finish() {
      for await (const samples of pair.finish()) yield kept(samples);
    },
    close() {
      here.close();
      there.release();
    },
  };
}

interface Piece {
  readonly decoded: Promise<SampleRoom>;
  there: boolean;
}

class MpegPair {
  private readonly first: MpegFrame;
  private readonly stretches: MpegStretches;
  private readonly there: MpegThread;
  private readonly decodeHere: (bytes: Uint8Array) => Samples;
  /** Frames of sound that the two were given. */
  private fedHere = 0;
  private fedThere = 0;
  private readonly pieces: Piece[] = [];
  private readonly rooms = new SampleRooms();
  private bytesHere = new Uint8Array();
  private readonly spareBytes: Uint8Array<ArrayBuffer>[] = [];

  constructor(first: MpegFrame, tagged: boolean, there: MpegThread, decodeHere: (bytes: Uint8Array) => Samples) {
    this.first = first;
    this.stretches = new MpegStretches(first, tagged);
    this.there = there;
    this.decodeHere = decodeHere;
  }

  async add(bytes: Uint8Array): Promise<void> {
    const stretch = this.stretches.take(bytes);
    if (stretch === undefined) return;
    // What the other thread has answered is heard only between turns.
    await setImmediate();
    this.begin(stretch);
  }

  /** The next samples in order, when there are some already or too many are held. */
  async next(): Promise<SampleRoom> {
    const [next] = this.pieces;
    if (next === undefined || (next.there && this.pieces.length < mostHeld)) return [];
    this.pieces.shift();
    return next.decoded;
  }

  async *finish(): AsyncGenerator<SampleRoom> {
    this.begin(this.stretches.rest());
    for (const { decoded } of this.pieces.splice(0)) yield decoded;
  }

  giveBack(samples: SampleRoom): void {
    this.rooms.giveBack(samples);
  }

  private begin(stretch: MpegStretch): void {
    if (stretch.lead === undefined || stretch.broken || !this.there.free) this.beginHere(stretch);
    else this.beginThere(stretch);
  }

  private beginThere(stretch: MpegStretch): void {
    const { bytes, leadFrames } = withLead(stretch, this.fedThere, (length) => {
      const spare = this.spareBytes.pop();
      return spare !== undefined && spare.length >= length ? spare : new Uint8Array(upTo(length, bytesStep));
    });
    this.fedThere += leadFrames + stretch.frames;
    const { channels, sampleRateHz, frames } = this.first;
    const room = this.roomFor(stretch.frames * frames);
    const decoded = this.there
      .decode({ bytes, room, channels, sampleRateHz, skip: leadFrames * frames })
      .then((answer) => {
        this.spareBytes.push(new Uint8Array(answer.bytes.buffer));
        return answer.samples;
      });
    const piece: Piece = { decoded, there: true };
    this.pieces.push(piece);
    const arrived = () => {
      piece.there = false;
    };
    decoded.then(arrived, arrived);
  }

  private beginHere(stretch: MpegStretch): void {
    const { bytes, leadFrames } = withLead(stretch, this.fedHere, (length) => {
      if (this.bytesHere.length < length) this.bytesHere = new Uint8Array(upTo(length, bytesStep));
      return this.bytesHere;
    });
    this.fedHere += leadFrames + stretch.frames;
    let skip = leadFrames * this.first.frames;
    if (!stretch.broken) {
      const decoded = this.decodeHere(bytes);
      const samples = copied(decoded, skip, this.roomFor((decoded[0]?.length ?? 0) - skip));
      this.pieces.push({ decoded: Promise.resolve(samples), there: false });
      return;
    }
    const parts: SampleRoom[] = [];
    let problem: unknown;
    for (let at = 0; at < bytes.length && problem === undefined; at += brokenPortionBytes) {
      try {
        const part = this.decodeHere(bytes.subarray(at, at + brokenPortionBytes));
        const count = part[0]?.length ?? 0;
        parts.push(part.map((samples) => samples.slice(Math.min(skip, count))));
        skip = Math.max(0, skip - count);
      } catch (error) {
        problem = error;
      }
    }
    this.pieces.push({ decoded: Promise.resolve(joined(parts, this.first.channels)), there: false });
    if (problem === undefined) return;
    const decoded = Promise.reject(problem);
    decoded.catch(() => {});
    this.pieces.push({ decoded, there: false });
  }

  private roomFor(frames: number): SampleRoom {
    return this.rooms.take(this.first.channels, upTo(frames, framesStep));
  }
}

function upTo(length: number, step: number): number {
  return Math.ceil(length / step) * step;
}

/** Samples that begin at `start`, without what lies in gaps. */
function without(samples: Samples, start: number, gaps: readonly Gap[]): Samples {
  const end = start + (samples[0]?.length ?? 0);
  if (gaps.every(({ from, to }) => to <= start || from >= end)) return samples;
  const edges = [start, ...gaps.flatMap(({ from, to }) => [from, to]), end].map((at) =>
    Math.max(start, Math.min(end, at)),
  );
  const parts: Samples[] = [];
  for (let index = 0; index < edges.length; index += 2)
    parts.push(samples.map((all) => all.subarray((edges[index] ?? 0) - start, (edges[index + 1] ?? 0) - start)));
  return joined(parts, samples.length);
}

function joined(parts: readonly Samples[], channels: number): SampleRoom {
  return Array.from({ length: channels }, (_, channel) =>
    joinedAs(
      Int16Array,
      parts.map((part) => part[channel] ?? []),
    ),
  );
}
