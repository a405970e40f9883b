// Memory for samples that is used again 循环使用的样本内存: who is done with it gives it back, so that a long recording takes no more than a
// short one. Garbage would not do: what lies outside the JavaScript heap is collected late, tens of megabytes at a time.

/** By channel, all of one length. */
export type SampleRoom = readonly Int16Array<ArrayBuffer>[];

/** Longer ones than this many times what is asked for are let go. */
const mostSpareLength = 4;

export class SampleRooms {
  private readonly spare: SampleRoom[] = [];
  private count = 0;

  /** How many have ever been made. */
  get made(): number {
    return this.count;
  }

  /** Room for so many frames; what stands in it is left over from before. */
  take(channels: number, frames: number): SampleRoom {
    for (let room = this.spare.pop(); room !== undefined; room = this.spare.pop()) {
      const length = room[0]?.length ?? 0;
      if (room.length === channels && length >= frames && length <= frames * mostSpareLength)
        return length === frames ? room : room.map((samples) => samples.subarray(0, frames));
    }
    this.count += 1;
    return Array.from({ length: channels }, () => new Int16Array(frames));
  }

  /** Nobody looks at it any more. What has been handed on to another thread is not here to be used again. */
  giveBack(room: SampleRoom): void {
    if (room.some(({ buffer }) => buffer.detached)) return;
    const whole = room.map(({ buffer }) => new Int16Array(buffer));
    const length = whole[0]?.length ?? 0;
    if (length > 0 && whole.every((samples) => samples.length === length)) this.spare.push(whole);
  }
}

/** The samples from one on, in the room if they fit there, else in memory of their own. */
export function copied(samples: readonly Int16Array[], from: number, room: SampleRoom): SampleRoom {
  const frames = Math.max(0, (samples[0]?.length ?? 0) - from);
  const fits = room.length === samples.length && (room[0]?.length ?? 0) >= frames;
  return samples.map((channel, index) => {
    const copy = (fits ? room[index] : undefined)?.subarray(0, frames) ?? new Int16Array(frames);
    copy.set(channel.subarray(from));
    return copy;
  });
}
