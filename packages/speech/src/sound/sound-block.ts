// Sound in memory 声音: 16-bit samples by channel, in blocks that follow one another without a gap.

/** What a recording says of itself. `durationMs` is the header's word and may be a lie: nothing is sized by it. */
export interface SoundFormat {
  /** The file's own clothes, e.g. `wav`, `ogg`, `raw`. */
  readonly container: string;
  /** As in `sound.codec` of the call record, e.g. `pcm_s16le`, `pcm_alaw`, `gsm_ms`, `mp3`. */
  readonly codec: string;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly durationMs?: number;
}

/** One stretch of sound, a few seconds long. All channels are of the same length. Its memory is used again: it is good until the next
 * block is asked for, and who keeps samples copies them (`slice`). */
export interface SoundBlock {
  /** Frames (samples of one channel) before this block. */
  readonly startFrame: number;
  readonly channels: readonly Int16Array<ArrayBuffer>[];
}

/** A recording being decoded, once. `notes` and `falseStereo` are complete when `blocks` has ended. */
export interface Decoding {
  readonly format: SoundFormat;
  readonly blocks: AsyncIterable<SoundBlock>;
  /** What a person should know, e.g. that the file breaks off, in English and in the order found. */
  readonly notes: readonly string[];
  /** Both channels of two carry the same sound (but for gain or coding noise): the first one is the whole recording. */
  readonly falseStereo: boolean;
}

/** For who opened a recording and wants none of its sound after all: what decodes it is let go. */
export async function leaveUnread({ blocks }: Decoding): Promise<void> {
  await blocks[Symbol.asyncIterator]().return?.();
}
