// A chain of MP3 frames cut into stretches that any decoder can begin with: what stands before each brings a decoder into the very
// state, to the last bit, in which it would be had it decoded everything from the start.
import { type MpegFrame, parseMpegFrame } from "./mp3.ts";

/** Its bytes are good until the next ones are taken. */
export interface MpegStretch {
  readonly body: Uint8Array;
  /** Frames of sound in it. */
  readonly frames: number;
  /** Missing where a decoder begins with the stream, or goes on with what it decoded last. */
  readonly lead?: MpegLead;
  /** The chain is broken in it or before it: the decoder that gets it has to get all that follows, too. */
  readonly broken: boolean;
}

interface MpegLead {
  readonly bytes: Uint8Array;
  readonly frames: number;
  /** Frames of sound before it. */
  readonly position: number;
  /** A frame of silence, long enough to be all that later frames reach back to. */
  readonly quiet: Uint8Array;
}

const stretchBytes = 65_536;
/** How far a frame may reach back for its data. */
const reachBytes = 512;
/** The one before gives what overlaps, and the one before that is what its data may begin in. */
const wholeLeadFrames = 2;
/** The synthesis filter turns by 18 or 36 of 16 places with each frame; sums are rounded alike only at the same place. */
const turn = 8;

/** The bytes for a decoder that took `fed` frames of sound so far, and how many frames of what it makes of them come first.
 * @param roomOf memory of so many bytes or more, for the bytes to stand in */
export function withLead(
  { body, lead }: MpegStretch,
  fed: number,
  roomOf: (length: number) => Uint8Array<ArrayBuffer>,
): { bytes: Uint8Array<ArrayBuffer>; leadFrames: number } {
  const parts = [body];
  let leadFrames = 0;
  if (lead !== undefined) {
    const behind = (((lead.position - fed - 1) % turn) + turn) % turn;
    parts.unshift(...new Array<Uint8Array>(1 + behind).fill(lead.quiet), lead.bytes);
    leadFrames = 1 + behind + lead.frames;
  }
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = roomOf(length).subarray(0, length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { bytes, leadFrames };
}

/** Takes bytes in any portions. Where the chain is broken, everything that follows is one stretch. */
export class MpegStretches {
  private readonly first: MpegFrame;
  private room = new Uint8Array(4 * stretchBytes);
  /** What of the room is in use. */
  private held = this.room.subarray(0, 0);
  /** Where frames begin in `held`; the last one is where the next will. */
  private starts: number[] = [0];
  /** Which of them begins the next stretch; those before are kept for its lead. */
  private bodyFrom = 0;
  /** Frames of sound before `held`. */
  private position: number;
  private broken = false;

  /** @param tagged the first frame holds no sound */
  constructor(first: MpegFrame, tagged: boolean) {
    this.first = first;
    this.position = tagged ? -1 : 0;
  }

  take(bytes: Uint8Array): MpegStretch | undefined {
    if (this.broken) return { body: bytes, frames: 0, broken: true };
    if (this.bodyFrom > 0) this.forget(this.leadFrom(this.bodyFrom));
    this.hold(bytes);
    this.walk();
    if (!this.broken && this.last - this.at(this.bodyFrom) < stretchBytes) return undefined;
    if (this.broken) return this.rest();
    const stretch = this.cut(this.last);
    this.bodyFrom = this.starts.length - 1;
    return stretch;
  }

  /** What is left, maybe nothing. */
  rest(): MpegStretch {
    this.broken = true;
    const stretch = this.cut(this.held.length);
    this.held = this.room.subarray(0, 0);
    this.starts = [0];
    this.bodyFrom = 0;
    return stretch;
  }

  private get last(): number {
    return this.starts.at(-1) ?? 0;
  }

  private at(index: number): number {
    return this.starts[index] ?? this.held.length;
  }

  private hold(bytes: Uint8Array): void {
    const { length } = this.held;
    const wanted = length + bytes.length;
    if (wanted > this.room.length) {
      const room = new Uint8Array(2 * wanted);
      room.set(this.held);
      this.room = room;
    }
    this.room.set(bytes, length);
    this.held = this.room.subarray(0, wanted);
  }

  private walk(): void {
    for (let at = this.last; at + 6 <= this.held.length; ) {
      const frame = parseMpegFrame(this.held, at);
      if (frame === undefined || !this.fits(frame, at)) {
        this.broken = true;
        return;
      }
      at += frame.bytes;
      if (at > this.held.length) return;
      this.starts.push(at);
    }
  }

  /** Like the first one, without a checksum, and not the middle of something else. */
  private fits(frame: MpegFrame, at: number): boolean {
    const { layer, sampleRateHz, channels } = this.first;
    const alike = frame.layer === layer && frame.sampleRateHz === sampleRateHz && frame.channels === channels;
    const plain = ((this.held[at + 1] ?? 0) & 1) === 1;
    const soundBefore = this.position + this.starts.length - 1;
    const reaches = (this.held[at + 4] ?? 0) > 0 || (frame.frames > 576 && (this.held[at + 5] ?? 0) > 127);
    return alike && plain && !(soundBefore === 0 && reaches);
  }

  private cut(to: number): MpegStretch {
    const from = this.at(this.bodyFrom);
    const begin = Math.max(0, this.position + this.bodyFrom);
    const frames = Math.max(0, this.position + this.starts.length - 1) - begin;
    const lead = this.bodyFrom === 0 ? undefined : this.lead();
    return { body: this.held.subarray(from, to), frames, broken: this.broken, ...(lead === undefined ? {} : { lead }) };
  }

  private lead(): MpegLead {
    const from = this.leadFrom(this.bodyFrom);
    const [start, end] = [this.at(from), this.at(this.bodyFrom)];
    const bytes = this.held.slice(start, end);
    for (let index = from; index < this.bodyFrom - wholeLeadFrames; index += 1)
      silence(bytes, this.at(index) - start, this.first);
    const quiet = quietFrame(this.held.subarray(start, start + 4));
    return { bytes, frames: this.bodyFrom - from, position: this.position + from, quiet };
  }

  /** Which frame a lead to this one begins with. */
  private leadFrom(index: number): number {
    const oldest = Math.max(0, -this.position);
    let from = Math.max(oldest, index - wholeLeadFrames);
    for (let reach = 0; reach < reachBytes && from > oldest; from -= 1)
      reach += this.at(from) - this.at(from - 1) - this.first.tagOffset;
    return from;
  }

  private forget(frames: number): void {
    const start = this.at(frames);
    this.room.copyWithin(0, start, this.held.length);
    this.held = this.room.subarray(0, this.held.length - start);
    this.starts = this.starts.slice(frames).map((at) => at - start);
    this.bodyFrom -= frames;
    this.position += frames;
  }
}

/** The frame's data stays, for those that reach back to it, but nothing of it is to be decoded: only how far it reaches back itself is left. */
function silence(bytes: Uint8Array, at: number, { tagOffset, frames }: MpegFrame): void {
  const reach = frames > 576 ? (bytes[at + 5] ?? 0) & 0x80 : 0;
  bytes.fill(0, at + 5, at + tagOffset);
  bytes[at + 5] = reach;
}

/** At the highest bit rate. */
function quietFrame(header: Uint8Array): Uint8Array {
  const [first = 0, second = 0, third = 0, fourth = 0] = header;
  const own = Uint8Array.of(first, second, (third & 0x0d) | 0xe0, fourth & 0xcf);
  const quiet = new Uint8Array(parseMpegFrame(own, 0)?.bytes ?? 0);
  quiet.set(own);
  return quiet;
}
